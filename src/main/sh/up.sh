# shellcheck shell=bash
# `up` and `down`: Warren and, if need be, a broker in the background. What runs is noted in .warren/up.env.
# shellcheck disable=SC2034,SC2154

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
image=docker.io/library/rabbitmq:4-management
label=dev.warren.tree

require_java() {
  local version
  command -v "$java" >/dev/null || die "there is no $java; Warren needs Java 17 or newer (Debian: openjdk-17-jdk-headless)"
  version=$("$java" -version 2>&1 | sed -nE 's/.* version "([0-9]+).*/\1/p')
  ((${version:-0} >= 17)) || die "$java is version ${version:-unknown}; Warren needs Java 17 or newer"
}

build() {  # if the jar is missing or older than what it is made of
  local newer=new
  if [[ -e $jar ]]; then
    newer=$(find "$root/pom.xml" "$root/src/main" -path "$root/src/main/sh" -prune -o -type f -newer "$jar" -print)
  fi
  [[ -n $newer ]] || return 0
  require_java
  # Quarkus's generator of gRPC code hands protoc what only a shell would understand
  [[ $root != *[[:space:]]* ]] || die "Warren can't be built in a folder with a space in its path: $root"
  command -v mvn >/dev/null || die 'there is no mvn; building Warren needs Maven 3.8 or newer (Debian: maven)'
  say 'building Warren (the first time this fetches its libraries, which can take minutes)'
  mvn -q -f "$root/pom.xml" -Dmaven.test.skip=true -Dspotless.check.skip=true package >&2 || die 'the build failed (see above)'
  [[ -e $jar ]] || die "the build made no $jar"
  touch "$jar"
}

# What starts no Quarkus has no use for its class loader, nor for the compiler that pays off after minutes; and the classes of
# the program are read from an archive of this Java's, made with the first of these commands.
command_line_program() {
  local app=$root/target/quarkus-app archive=$root/target/warren.jsa
  local program=(-cp "$app/quarkus/*:$app/app/*:$app/lib/main/*:$app/lib/boot/*" dev.warren.Warren)
  local swift=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xlog:disable -Xlog:all=error:stderr
    -Djava.util.logging.manager=org.jboss.logmanager.LogManager)
  if [[ ! $archive -nt $jar ]]; then
    require_java
    say 'making commands start faster (once after each build)'
    "$java" "${swift[@]}" "-XX:ArchiveClassesAtExit=$archive.$$" "${program[@]}" send --gateway http://127.0.0.1:1 none &>/dev/null || :
    if [[ -e $archive.$$ ]]; then mv -f "$archive.$$" "$archive"; fi
  fi
  if [[ -e $archive ]]; then swift+=("-XX:SharedArchiveFile=$archive"); fi
  exec "$java" "${swift[@]}" "${program[@]}" "$@"
}

up() {
  local queue=demo handler=exec target=cat port=''
  local pid='' http_port='' served='' served_by='' broker_at='' started=''         # what up.env holds
  local own_broker='' own_management=''                     # URLs of a node or container of ours; others have passwords
  while (($#)); do
    case $1 in
      --queue) needs_value "$@"; queue=$2 ;;
      --exec) needs_value "$@"; handler=exec target=$2 ;;
      --http) needs_value "$@"; handler=http target=$2 ;;
      --port) needs_port "$@"; port=$2 ;;
      *) misused "up: what is $1?" ;;
    esac
    shift 2
  done
  is_queue_name "$queue" || misused "up: a queue's name is made of letters, digits, '.', '_' and '-'," \
    "and is none of RabbitMQ's or Warren's own (amq.…, warren.…, ….dead)"
  enter_state
  if warren_runs; then
    say "already up, with the queue $served ('$me down' ends that)"
  else
    [[ -z $port ]] || refuse_taken                          # before all that takes long
    build
    find_broker
    choose_http_port
    say "starting Warren on port $http_port"
    launch_warren
  fi
  await_warren
  print_hints
}

is_queue_name() { [[ $1 =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,126}$ && ! $1 =~ ^(amq|warren)\.|\.dead$ ]]; }

enter_state() {  # one up or down at a time; loads what an earlier one noted
  [[ -d $state ]] || mkdir -m 700 "$state"
  if command -v flock >/dev/null; then exec 7>"$state/up.lock" && flock 7; fi
  # shellcheck source=/dev/null
  if [[ -f $state/up.env ]]; then . "$state/up.env"; fi
}

note() {
  declare -p pid http_port served served_by broker_at started own_broker own_management |
    sed 's/^declare -[^ ]* //' >"$state/up.env"
}

command_line() { if [[ -d /proc/self ]]; then tr '\0' ' ' <"/proc/$1/cmdline"; else ps -ww -o command= -p "$1"; fi; } 2>/dev/null

# By then the process id may be another program's.
warren_runs() { [[ -n $pid && $(command_line "$pid") = *" -Dwarren.up=$state "* ]]; }

use_utf8() {  # for a JVM that is told of no such locale loses all letters beyond ASCII of arguments and environment
  local locale=${LC_ALL:-${LC_CTYPE:-${LANG-}}}
  if [[ ! $locale =~ [Uu][Tt][Ff]-?8 ]]; then { export LC_ALL=C.UTF-8; } 2>/dev/null; fi
}

join_up() {  # VERB…: the program uses what `up` has started, where the environment names nothing else
  local gateway=${WARREN_GATEWAY-} pid='' http_port='' own_broker='' own_management=''
  # shellcheck source=/dev/null
  if [[ -f $state/up.env ]]; then . "$state/up.env"; fi
  if ! warren_runs; then return; fi
  export WARREN_GATEWAY=${WARREN_GATEWAY:-http://localhost:$http_port}
  if [[ -z $own_broker ]] || compgen -e RABBITMQ_ >/dev/null || compgen -e WARREN_BROKER_ >/dev/null; then return; fi
  export RABBITMQ_URL=$own_broker
  if [[ -n $gateway && "$1 ${2-}" =~ ^(queues|exchanges|bindings|consumers|connections|nodes)\ (list|show)$ ]]; then
    return                                                  # these ask that API, if it is named, and no gateway
  fi
  export WARREN_MANAGEMENT_URL=${WARREN_MANAGEMENT_URL:-$own_management}
}

find_broker() {  # sets and exports RABBITMQ_URL; never on a command line, which others can read
  own_broker='' own_management=''
  if [[ -n ${RABBITMQ_URL-} ]]; then
    broker_at='the broker of RABBITMQ_URL'
  elif [[ $(amqp_answer 5672) = tune ]]; then
    RABBITMQ_URL=amqp://guest:guest@localhost:5672 broker_at='the broker on localhost:5672'
  elif [[ -e /proc/self ]] && present_server; then
    use_node
  elif command -v docker >/dev/null && docker version >/dev/null 2>&1; then
    use_container
  else
    use_node
  fi
  export RABBITMQ_URL
  say "using $broker_at"
}

use_node() {
  local line AMQP_URL MGMT_URL DIR PID
  if ! "$root/warren" broker status >/dev/null 2>&1; then
    say 'starting a private RabbitMQ node'
    started=node && note
  fi
  line=$("$root/warren" broker start)
  eval "$line"
  broker_at="a private node on port ${AMQP_URL##*:} (management: $MGMT_URL, guest/guest)"
  use_own "$AMQP_URL" "$MGMT_URL"
}

use_own() {  # AMQP_URL MANAGEMENT_URL
  RABBITMQ_URL=$1 own_broker=$1 own_management=$2
  export WARREN_MANAGEMENT_URL=$2
}

container_name() { echo "warren-rabbitmq-$(cksum <<<"$root" | cut -d' ' -f1)"; }
container_label() { docker container inspect -f "{{index .Config.Labels \"$label\"}}" "$(container_name)" 2>/dev/null; }
container_port() { docker port "$(container_name)" "$1/tcp" | sed -n 's/^127\.0\.0\.1://p'; }

use_container() {
  local name port deadline=$((SECONDS + patience))
  name=$(container_name)
  if [[ $(docker container inspect -f '{{.State.Running}}' "$name" 2>/dev/null) != true ]]; then
    say "starting RabbitMQ in the container $name"
    started=container && note
    if [[ $(container_label) = "$root" ]]; then
      docker start "$name" >&2
    else                                                    # a hostname of its own: it is part of the data's path
      docker run -d --name "$name" --label "$label=$root" --hostname warren \
        -p 127.0.0.1::5672 -p 127.0.0.1::15672 "$image" >&2
    fi || die 'docker could not start RabbitMQ (see above)'
  fi
  port=$(container_port 5672)
  until [[ $(amqp_answer "$port") = tune ]]; do
    ((SECONDS < deadline)) || die "RabbitMQ in the container $name does not answer; see: docker logs $name"
    sleep 0.5
  done
  use_own "amqp://guest:guest@127.0.0.1:$port" "http://127.0.0.1:$(container_port 15672)"
  broker_at="the container $name on port $port (management: $WARREN_MANAGEMENT_URL, guest/guest)"
}

choose_http_port() {
  http_port=${port:-8080}
  while taken "$http_port"; do
    [[ -z $port ]] || refuse_taken
    ((++http_port))
  done
  [[ $http_port = "${port:-8080}" ]] || say "port 8080 is taken by another program, so it will be $http_port"
}

refuse_taken() { ! taken "$port" || die "port $port is taken by another program; choose another one with --port"; }

launch_warren() {
  served=$queue served_by="$handler: $target"
  if [[ -e $state/warren.log ]]; then mv "$state/warren.log" "$state/warren.log.1"; fi
  (
    export WARREN_WORKER_QUEUE=$queue WARREN_WORKER_HANDLER=$handler
    target=${target//\$/\\$}                                # else ${…} is an expression of the configuration
    if [[ $handler = exec ]]; then export WARREN_WORKER_EXEC_COMMAND=$target; else export WARREN_WORKER_HTTP_URL=$target; fi
    export QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=$http_port
    exec nohup "$java" "-Dwarren.up=$state" -jar "$jar" serve --role both
  ) </dev/null >>"$state/warren.log" 2>&1 7>&- &
  pid=$!
  note
}

await_warren() {
  local deadline=$((SECONDS + patience)) begun=$SECONDS trouble told=''
  until [[ $(http_status "$http_port" /q/health/ready) = 200 ]]; do
    if ((SECONDS > begun)) && ! warren_runs; then give_up 'Warren has ended'; fi
    if ((SECONDS >= deadline)); then end_warren; give_up "Warren was not ready after $patience s"; fi
    trouble=$(last_trouble)
    if ((SECONDS > begun + 2)) && [[ -n $trouble && $trouble != "$told" ]]; then say "not ready yet: $trouble" && told=$trouble; fi
    sleep 0.2
  done
}

last_trouble() { sed -nE 's/^[^ ]+ (WARN|ERROR) +\[[^]]*\] *(.*)/\2/p' "$state/warren.log" | tail -n 1; }

give_up() {
  tail -n 20 "$state/warren.log" >&2
  die "$1; above is the end of $state/warren.log"
}

print_hints() {
  local log
  log=$(printf %q "$state/warren.log")
  cat <<END
Warren is up on http://localhost:$http_port, with $broker_at.
Its worker runs the tasks of the queue '$served' ($served_by).

Submit a task:
  curl -i -H 'Content-Type: text/plain' -d hello http://localhost:$http_port/api/queues/$served/tasks
It answers 202 and {"id":"…","queue":"$served"} once RabbitMQ has the task on disk. See the worker run it:
  tail -f $log
END
  if [[ $served_by = 'exec: cat' ]]; then echo "or just the payload, which cat prints:
  grep hello $log"; fi
  printf '\nSee what is there: %s queues list. What else there is: %s --help. Stop it all: %s down\n' "$me" "$me" "$me"
}

end_warren() {
  local deadline=$((SECONDS + patience))
  warren_runs || return 0
  say 'Warren stops: it finishes the tasks that run'
  kill -TERM "$pid"
  while warren_runs; do
    ((SECONDS < deadline)) || die "Warren (process $pid) still runs tasks; try again, or end them with kill -9 $pid"
    sleep 0.2
  done
}

down() {
  local pid='' http_port='' served='' served_by='' broker_at='' started='' purge=''
  case $#${1-} in
    0) ;;
    1--purge) purge=yes ;;
    *) misused "down: what is ${*}?" ;;
  esac
  if [[ -d $state ]]; then
    enter_state
    [[ -f $state/up.env ]] || say 'nothing is up'
    end_warren
    case $started in
      node) "$root/warren" broker stop || : ;;
      container) docker stop "$(container_name)" >/dev/null || : ;;
    esac
    rm -f "$state/up.env"
    [[ -z $purge ]] || purge_state
  else
    say 'nothing is up'
  fi
}

purge_state() {
  local file
  for file in "$state"/*/node.env; do
    [[ ! -e $file ]] || [[ -z $(dir=$(dirname "$file") && node_processes) ]] ||
      die "a node that up did not start runs in $(dirname "$file"); see $me broker stop"
  done
  if command -v docker >/dev/null && [[ $(container_label) = "$root" ]]; then
    docker rm -f -v "$(container_name)" >/dev/null
  fi
  rm -rf "$state"
}
