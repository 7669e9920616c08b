#!/bin/sh
# The program in the image. What starts no Quarkus has no use for its class loader, nor for the compiler that pays off after minutes.
app=/app
case ${1-} in
  serve | work)
    exec java "-XX:AOTCache=$app/warren.aot" --sun-misc-unsafe-memory-access=allow -jar "$app/quarkus-run.jar" "$@" ;;
  *)
    exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "${WARREN_AOT:--XX:AOTCache=$app/commands.aot}" --sun-misc-unsafe-memory-access=allow \
      -Djava.util.logging.manager=org.jboss.logmanager.LogManager -cp "$app/quarkus/*:$app/app/*:$app/lib/main/*:$app/lib/boot/*" dev.warren.Warren "$@" ;;
esac
