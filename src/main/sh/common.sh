# shellcheck shell=bash
# Sourced by ../../../warren, which sets root.
# shellcheck disable=SC2034,SC2154

state=$root/.warren
jar=$root/target/quarkus-app/quarkus-run.jar
patience=${WARREN_TIMEOUT:-120}

command -v timeout >/dev/null || timeout() { shift && "$@"; }  # macOS has none

say() { echo "warren: $*" >&2; }
die() { say "$@"; exit 1; }
misused() { say "$@; see $me --help"; exit 2; }

needs_value() { [[ -n ${2-} ]] || misused "$1 needs a value"; }
needs_port() { if [[ ! ${2-} =~ ^[1-9][0-9]{0,4}$ ]] || (($2 > 65535)); then misused "$1 needs a port number"; fi; }

taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }     # PORT

http_status() (  # PORT PATH [HEADER]: the status code; not curl, which need not be there
  exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n%s\r\n' "$2" "${3:+$3$'\r\n'}" >&3
  read -r -t 5 _ status _ <&3 && echo "$status"
) 2>/dev/null

# Logs in as guest and prints what the broker answered: `tune` (logged in), `start` (it speaks AMQP 0-9-1), or nothing.
amqp_answer() (  # PORT
  exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
  printf 'AMQP\0\0\11\1' >&3
  octets() { timeout 5 head -c "$1" <&3 | od -An -v -tu1; }
  # shellcheck disable=SC2046
  frame() { set -- $(octets 7) && [[ $# = 7 && $1 = 1 ]] && octets $(($4 << 24 | $5 << 16 | $6 << 8 | $7 + 1)); }
  read -r -d '' _ class _ method _ < <(frame) || :
  [[ ${class-}.${method-} = 10.10 ]] || exit 1
  printf '\1\0\0\0\0\0\44\0\12\0\13\0\0\0\0\5PLAIN\0\0\0\14\0guest\0guest\5en_US\316' >&3      # connection.start-ok
  read -r -d '' _ class _ method _ < <(frame) || :
  if [[ $class.$method = 10.30 ]]; then echo tune; else echo start; fi
) 2>/dev/null
