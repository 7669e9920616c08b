# shellcheck shell=bash
# Sourced by the rivals' `run`. Each of them defines check, which prepares what it needs and prints a version, and those of
# submit, fill, work, start, relay and serve that make sense for it; they end in `limited`.
set -euo pipefail
export LC_ALL=C

rival=$(basename -- "$PWD")
limit=200
exec 3>&1 >&2        # standard output is for the result alone

say() { echo "$rival: $*"; }
fail() { say "$@"; exit 1; }
skip() { echo "$*" >&3; exit 3; }
version() { echo "$*" >&3; }

needs() { command -v "$1" >/dev/null || skip "$1 is not installed: apt-get install $2"; }      # COMMAND PACKAGE

# Sets python to one that has the module: perhaps not the first, for only Debian's own finds Debian's packages.
needs_python() {  # MODULE PACKAGE
  for python in python3 /usr/bin/python3; do
    "$python" -c "import $1" 2>/dev/null && return
  done
  skip "$2 is not installed: apt-get install $2"
}

# A build is fresh until one of its sources changes.
fresh() { [[ -e $1 && -z $(find "${@:2}" -newer "$1" -type f -print -quit) ]]; }             # RESULT SOURCE…

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
java_version() { "$java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/Java \1/p'; }
of_jar() { basename "$1" .jar | sed 's/.*-\([0-9]\)/\1/'; }         # JAR: its version

# Runs what builds or installs something, one at a time and only if it is not fresh; its output is in build.log.
needs_made() {  # RESULT COMMAND… -- SOURCE…
  local result=$1 make=() status=0
  shift
  while [[ $1 != -- ]]; do make+=("$1"); shift; done
  shift
  fresh "$result" "$@" && return
  exec 4>>.lock
  if command -v flock >/dev/null; then flock 4; fi
  if ! fresh "$result" "$@"; then
    "${make[@]}" >build.log 2>&1 </dev/null || skip "${make[0]} failed: $(grep -im 1 error build.log | cut -c 1-200); more in bench/rivals/$rival/build.log"
    touch "$result"
  fi
  exec 4>&-
}

needs_build() {  # RESULT SOURCE…: with Maven; pom.xml is in the rival's folder
  fresh "$@" || needs mvn maven
  needs_made "$1" mvn -B package -- "${@:2}"
}

limited() {  # COMMAND…: at most $limit seconds of it; ended, with all its processes, when this script is
  local status=0
  BENCH_STARTED=$EPOCHREALTIME timeout --kill-after=5 "$limit" "$@" >&3 &
  local child=$!
  trap 'kill -TERM "$child" 2>/dev/null || :' TERM INT HUP
  while wait "$child" || status=$?; kill -0 "$child" 2>/dev/null; do status=0; done
  kill -KILL -- "-$child" 2>/dev/null || :                   # those of its processes that it did not wait for
  case $status in
    0) ;;
    124 | 137) fail "not done after $limit s" ;;
    *) say "ended with status $status"; exit "$status" ;;
  esac
}

main() {
  local verb=${1-} warmup
  if ! declare -F "${verb:-none}" >/dev/null || [[ ! $verb =~ ^(check|submit|fill|work|start|relay|serve|stop)$ ]]; then
    say "there is no verb ${verb:-without a name} here"
    exit 2
  fi
  case $verb in
    start) export BENCH_TASKS=1 BENCH_WARMUP=0 ;;
    fill) export BENCH_TASKS=$((BENCH_TASKS + ${BENCH_BEHIND:-0})) BENCH_WARMUP=0 ;;
    serve) export BENCH_TASKS=0 BENCH_WARMUP=0; limit=infinity ;;
    submit | work | relay)
      warmup=$((BENCH_TASKS / 10 > 500 ? BENCH_TASKS / 10 : 500))
      export BENCH_WARMUP=${BENCH_WARMUP:-$warmup}
      ((BENCH_TASKS > BENCH_WARMUP)) || fail "BENCH_TASKS has to be more than the $BENCH_WARMUP of the warm-up"
      ;;
  esac
  "$verb"
}

stop() { :; }
