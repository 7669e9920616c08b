# shellcheck shell=bash
# Private RabbitMQ nodes. A node is a folder: node.env (name, ports, server), data/, log/, pid, and perhaps the user's
# rabbitmq.conf, advanced.config and enabled_plugins. Its processes are known by WARREN_NODE=DIR in their environment.
# shellcheck disable=SC2154

our_plugins='[rabbitmq_management].'

broker() {
  local verb=${1-} dir=$state/broker port='' mgmt=''
  local node='' amqp_port='' mgmt_port='' dist_port='' epmd_port='' server=''       # what node.env holds
  [[ $verb =~ ^(start|stop|kill|status|url|purge|ctl)$ ]] || misused "broker ${verb:-what}? No such verb"
  shift
  while (($#)); do
    case $1 in
      --dir) needs_value "$@"; dir=$2 ;;
      --port) [[ $verb = start ]] || break; needs_port "$@"; port=$2 ;;
      --mgmt-port) [[ $verb = start ]] || break; needs_port "$@"; mgmt=$2 ;;
      *) break ;;
    esac
    shift 2
  done
  [[ $verb = ctl || $# = 0 ]] || misused "broker $verb: what is $1?"
  [[ -e /proc/self/environ ]] || die 'private nodes need Linux; elsewhere set RABBITMQ_URL, or start Docker'
  [[ $dir = /* ]] || dir=$PWD/$dir
  if [[ $verb = start ]]; then mkdir -p "$dir"; else [[ -f $dir/node.env ]] || die "there is no node in $dir"; fi
  dir=$(CDPATH='' cd -P -- "$dir" && pwd)
  broker_"$verb" "$@"
}

# shellcheck source=/dev/null
load_node() { . "$dir/node.env"; }

node_processes() { { grep -lszxF "WARREN_NODE=$dir" /proc/[0-9]*/environ || :; } | cut -d/ -f3; }

node_pid() {  # of the Erlang VM, once it has begun to start
  local pid
  pid=$(cat "$dir/pid" 2>/dev/null) && is_of_node "$pid" && echo "$pid"
}

is_of_node() { grep -qszxF "WARREN_NODE=$dir" "/proc/$1/environ"; }        # PID

end_processes() {  # SIGNAL: sends it to all processes of the node and waits until they are gone
  local processes deadline=$((SECONDS + patience))
  while processes=$(node_processes) && [[ -n $processes ]]; do
    # shellcheck disable=SC2086
    kill "-$1" $processes 2>/dev/null || :
    ((SECONDS < deadline)) || die "these processes of the node in $dir do not end: ${processes//$'\n'/ }"
    sleep 0.1
  done
}

broker_kill() { end_processes KILL; rm -f "$dir/pid"; }

broker_stop() {
  local pid deadline=$((SECONDS + patience))
  if pid=$(node_pid); then
    kill -TERM "$pid"
    while is_of_node "$pid"; do                             # it removes its pid file long before it ends
      ((SECONDS < deadline)) || die "the node in $dir (process $pid) has not stopped in $patience s; there is broker kill"
      sleep 0.2
    done
  fi
  broker_kill                                               # its epmd
}

broker_purge() {
  broker_kill
  if [[ $(cat "$dir/enabled_plugins" 2>/dev/null) = "$our_plugins" ]]; then rm "$dir/enabled_plugins"; fi
  (cd "$dir" && rm -rf node.env node.conf .erlang.cookie data log lock)
  rmdir "$dir" 2>/dev/null || say "kept in $dir: what is not the node's own"
}

broker_status() {
  load_node
  if node_pid >/dev/null; then print_node; else echo "stopped DIR=$(printf %q "$dir")"; return 3; fi
}

broker_url() { load_node; amqp_url; }

broker_ctl() {
  load_node
  node_environment
  enter_server
  exec "${node_env[@]}" RABBITMQ_CTL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' "$server/rabbitmqctl" "$@"
}

amqp_url() { echo "amqp://guest:guest@127.0.0.1:$amqp_port"; }
print_node() { echo "AMQP_URL=$(amqp_url) MGMT_URL=http://127.0.0.1:$mgmt_port DIR=$(printf %q "$dir") PID=$(node_pid)"; }

broker_start() {
  exec 8>"$dir/lock"
  flock 8                                                   # one start at a time in this DIR
  if [[ -f $dir/node.env ]] && node_pid >/dev/null; then
    load_node
    [[ ${port:-$amqp_port}.${mgmt:-$mgmt_port} = "$amqp_port.$mgmt_port" ]] ||
      die "the node in $dir runs on ports $amqp_port and $mgmt_port; stop it first to change them"
  else
    end_processes KILL                                      # what is left of a killed node, or of a start that was
    prepare_node
    launch_node
  fi
  await_node
  print_node
}

prepare_node() {  # chooses what is not chosen yet, and holds it in node.env
  local shared=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/warren
  mkdir -p "$shared"
  exec 9>>"$shared/nodes"
  flock 9                                                   # one installation, one choice of ports at a time
  if [[ -f $dir/node.env ]]; then load_node; else grep -qxF "$dir" "$shared/nodes" || echo "$dir" >&9; fi
  if [[ -n ${WARREN_RABBITMQ_HOME-} || -z ${server-} ]] || ! is_server "$server"; then find_server; fi
  node=${node:-$(mktemp -u warren-XXXXXX)}
  amqp_port=$(choose_port "${port:-$amqp_port}" 5673)
  mgmt_port=$(choose_port "${mgmt:-$mgmt_port}" 15673)
  dist_port=$(choose_port "$dist_port" 25673)
  epmd_port=$(choose_port "$epmd_port" 24369)
  declare -p node amqp_port mgmt_port dist_port epmd_port server | sed 's/^declare -[^ ]* //' >"$dir/node.env"
  exec 9>&-
}

choose_port() {  # PORT FIRST: PORT if it is free, or without one the first free from FIRST that is no other node's
  local candidate tries
  if [[ -n $1 ]]; then
    for ((tries = 0; tries < 20; tries++)); do              # a killed node is out of sight before its ports are free
      if ! taken "$1"; then echo "$1"; return; fi
      sleep 0.1
    done
    die "port $1, for the node in $dir, is taken by another program"
  fi
  for ((candidate = $2; candidate < $2 + 1000; candidate++)); do
    if ! promised "$candidate" && ! taken "$candidate"; then echo "$candidate"; return; fi
  done
  die "no free port from $2 to $((candidate - 1))"
}

promised() {  # PORT: to another node, which may be stopped
  local other
  while read -r other; do
    if grep -qs "_port=\"$1\"" "$other/node.env"; then return 0; fi
  done <"$shared/nodes"
  return 1
}

node_environment() {  # sets node_env: the command that gives the node's tools their environment
  server_environment
  node_env=(env -i "${server_env[@]}" HOME="$dir" ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT="$epmd_port"
    RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_NODENAME="$node@localhost" RABBITMQ_DIST_PORT="$dist_port"
    RABBITMQ_MNESIA_BASE="$dir/data" RABBITMQ_LOG_BASE="$dir/log" RABBITMQ_PID_FILE="$dir/pid"
    RABBITMQ_CONFIG_FILE="$dir/node.conf" RABBITMQ_ADVANCED_CONFIG_FILE="$dir/advanced.config"
    RABBITMQ_ENABLED_PLUGINS_FILE="$dir/enabled_plugins" ERL_CRASH_DUMP="$dir/log/erl_crash.dump")
}

# The server's scripts do not quote the path they are called by.
enter_server() { if [[ $server = *[[:space:]]* ]]; then cd "$server" && server=.; fi; }

launch_node() {  # sets launcher
  mkdir -p "$dir/log"
  rm -f "$dir/pid"
  [[ -e $dir/enabled_plugins ]] || echo "$our_plugins" >"$dir/enabled_plugins"
  write_configuration
  node_environment
  (
    cd "$dir"                                               # what the configuration names without a path is there
    enter_server
    exec setsid "${node_env[@]}" WARREN_NODE="$dir" RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$amqp_port" \
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' "$server/rabbitmq-server"
  ) </dev/null >"$dir/log/console" 2>&1 7>&- 8>&- &
  launcher=$!
}

write_configuration() {  # the user's, but for the listeners
  {
    echo "# Written by ./warren broker start. Your own settings belong in rabbitmq.conf beside this file."
    if [[ -f $dir/rabbitmq.conf ]]; then
      grep -vE '^[[:space:]]*(listeners\.tcp\.default|management\.tcp\.(ip|port))[[:space:]]*=' "$dir/rabbitmq.conf" || :
    fi
    echo "listeners.tcp.default = 127.0.0.1:$amqp_port"
    echo 'management.tcp.ip = 127.0.0.1'
    echo "management.tcp.port = $mgmt_port"
  } >"$dir/node.conf"
}

await_node() {
  local deadline=$((SECONDS + patience))
  until node_answers; do
    if ((SECONDS >= deadline)) || { [[ -n ${launcher-} ]] && ! kill -0 "$launcher" 2>/dev/null; }; then
      end_processes KILL
      grep -m 10 -F '[error]' "$dir/log/console" >&2 || tail -n 10 "$dir/log/console" >&2
      die "the node in $dir did not start; its logs are in $dir/log"
    fi
    sleep 0.2
  done
}

# guest may have been given another password in rabbitmq.conf: 401 is an answer too
node_answers() {
  node_pid >/dev/null && [[ -n $(amqp_answer "$amqp_port") ]] &&
    [[ $(http_status "$mgmt_port" /api/overview 'Authorization: Basic Z3Vlc3Q6Z3Vlc3Q=') =~ ^(200|401)$ ]]
}
