# syntax=docker/dockerfile:1
FROM docker.io/library/maven:3-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY src ./src
RUN --mount=type=cache,target=/cache \
    mvn -B -ntp -Dmaven.repo.local=/cache -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM docker.io/library/eclipse-temurin:21-jre
RUN useradd --system --uid 10001 --gid 0 --no-create-home --shell /usr/sbin/nologin warren
WORKDIR /app
# lib/ changes least often, so it comes first
COPY --from=build /build/target/quarkus-app/lib/ ./lib/
COPY --from=build /build/target/quarkus-app/quarkus/ ./quarkus/
COPY --from=build /build/target/quarkus-app/app/ ./app/
COPY --from=build /build/target/quarkus-app/quarkus-run.jar ./
USER 10001
EXPOSE 8080
ENTRYPOINT ["java", "-jar", "/app/quarkus-run.jar"]
CMD ["serve", "--role", "both"]
