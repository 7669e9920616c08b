#!/bin/sh
# The program in the image: all of it on one class path, for the JVM's caches know nothing of what Quarkus' own class loader loads.
app=/app
verb=${1-}
# A JVM that is told of no such locale loses all letters beyond ASCII of arguments and environment.
case ${LC_ALL:-${LC_CTYPE:-${LANG-}}} in *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;; *) export LC_ALL=C.UTF-8 ;; esac
# Sorted: with jars in another order the caches would not be used. What Quarkus has changed comes before what it was made of.
classes=$(printf '%s:' "$app"/quarkus/*.jar "$app"/app/*.jar "$app"/lib/main/*.jar "$app"/lib/boot/*.jar)
set -- --sun-misc-unsafe-memory-access=allow --add-opens=java.base/java.lang=ALL-UNNAMED \
  -Djava.util.logging.manager=org.jboss.logmanager.LogManager -cp "${classes%:}" dev.warren.Warren "$@"
case $verb in
  serve | work) exec java "${WARREN_AOT:--XX:AOTCache=$app/warren.aot}" "$@" ;;
  *) # has no use for the compiler that pays off after minutes
    exec java "${WARREN_AOT:--XX:AOTCache=$app/commands.aot}" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable -Xlog:all=error:stderr "$@" ;;
esac
