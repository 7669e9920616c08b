#!/bin/sh
# The program in the image. What starts no Quarkus has no use for its class loader, nor for the compiler that pays off after minutes.
app=/app
case ${1-} in
  serve | work)
    exec java "-XX:AOTCache=$app/warren.aot" --sun-misc-unsafe-memory-access=allow -jar "$app/quarkus-run.jar" "$@" ;;
  *)
    # Sorted: with jars in another order the cache would not be used.
    classes=$(printf '%s:' "$app"/quarkus/*.jar "$app"/app/*.jar "$app"/lib/main/*.jar "$app"/lib/boot/*.jar)
    exec java "${WARREN_AOT:--XX:AOTCache=$app/commands.aot}" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable -Xlog:all=error:stderr \
      --sun-misc-unsafe-memory-access=allow -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
      -cp "${classes%:}" dev.warren.Warren "$@" ;;
esac
