# Bases from another registry: docker build --build-arg BUILD_IMAGE=… --build-arg RUNTIME_IMAGE=… .
# For several architectures: docker buildx build --platform linux/amd64,linux/arm64 … ; Java is compiled once, for all of them.
ARG BUILD_IMAGE=docker.io/library/maven:3-eclipse-temurin-17
ARG RUNTIME_IMAGE=docker.io/library/eclipse-temurin:25-jre

FROM --platform=$BUILDPLATFORM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY pom.xml ./
COPY src ./src
RUN --mount=type=cache,target=/cache \
    mvn -B -ntp -Dmaven.repo.local=/cache -Dmaven.test.skip=true -Dspotless.check.skip=true package

FROM ${RUNTIME_IMAGE}
ARG VERSION=0.1.0-SNAPSHOT
LABEL org.opencontainers.image.title="Warren" \
      org.opencontainers.image.description="A work queue for Kubernetes, on RabbitMQ" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --gid 0 --home-dir /tmp --no-create-home --shell /usr/sbin/nologin warren
WORKDIR /app
# lib/ changes least often, so it comes first
COPY --from=build /build/target/quarkus-app/lib/ ./lib/
COPY --from=build /build/target/quarkus-app/quarkus/ ./quarkus/
COPY --from=build /build/target/quarkus-app/app/ ./app/
# For the chart's `inject`, which copies all of /app into an image that has another way to start it
COPY --from=build /build/target/quarkus-app/quarkus-run.jar ./
COPY --from=build --chmod=0755 /build/src/main/sh/image.sh /usr/local/bin/warren
# What the JVM learns from the start to the first task done, with a broker that is played: later ones take half the time.
RUN WARREN_WORKER_HANDLER=http WARREN_AOT=-XX:AOTCacheOutput=warren.aot \
    java -cp app/warren-*.jar dev.warren.rehearsal.Rehearsal warren serve --role both > learnt.log 2>&1 \
    || { cat learnt.log; exit 1; }; rm learnt.log && test -s warren.aot
RUN WARREN_AOT=-XX:AOTCacheOutput=commands.aot warren send --gateway http://127.0.0.1:1 none > learnt.log 2>&1; rm learnt.log && test -s commands.aot
USER 10001
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/warren"]
CMD ["serve", "--role", "both"]
