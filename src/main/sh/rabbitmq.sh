# shellcheck shell=bash
# Where a RabbitMQ server to run comes from. Sets server, the folder of its scripts.
# shellcheck disable=SC2034,SC2154

unpacked=$state/rabbitmq/root

# The wrappers in /usr/sbin drop the environment and change the user; the scripts proper have rabbitmq-env beside them.
is_server() { [[ -x $1/rabbitmq-server && -e $1/rabbitmq-env ]]; }

installed_server() {
  local folder command
  for folder in /usr/lib/rabbitmq/bin /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin /opt/rabbitmq/sbin \
    /opt/rabbitmq_server-*/sbin /usr/local/lib/rabbitmq_server-*/sbin; do
    if is_server "$folder"; then echo "$folder"; return; fi
  done
  command=$(command -v rabbitmq-server) && folder=$(dirname "$(readlink -f "$command")") && is_server "$folder" &&
    echo "$folder"
}

unpacked_server() {
  local folder
  for folder in "$unpacked"/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin; do
    if is_server "$folder"; then echo "$folder"; return; fi
  done
  return 1
}

present_server() {  # sets server, if there is one without installing anything
  if [[ -n ${WARREN_RABBITMQ_HOME-} ]]; then
    server=$WARREN_RABBITMQ_HOME/sbin
    [[ $server = /* ]] || server=$PWD/$server
    is_server "$server" || die "WARREN_RABBITMQ_HOME=$WARREN_RABBITMQ_HOME has no sbin/rabbitmq-server"
  else
    server=$(installed_server || unpacked_server)
  fi
}

find_server() {
  present_server && return
  command -v apt-get >/dev/null || die 'no RabbitMQ server here. One of these helps: set RABBITMQ_URL to a broker of' \
    'yours (for ./warren up); install the package rabbitmq-server; unpack a generic-unix RabbitMQ and set' \
    'WARREN_RABBITMQ_HOME to it; start Docker (for ./warren up)'
  if ((EUID == 0)); then install_packages; else unpack_packages; fi >&2
  present_server || die 'the Debian packages of RabbitMQ are there, but rabbitmq-server is not where it was expected'
}

install_packages() (
  policy=/usr/sbin/policy-rc.d
  say 'installing the Debian package rabbitmq-server (once; its service is neither started nor enabled)'
  if [[ ! -e $policy ]]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
  fi
  apt-get update || say 'apt-get update failed; trying with the package lists there are'
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends rabbitmq-server ||
    die 'apt-get could not install rabbitmq-server (see above)'
  # policy-rc.d speaks for today only: an enabled service would start with the next boot
  if command -v systemctl >/dev/null; then systemctl disable rabbitmq-server.service || :; fi
)

# Without root: the package and what it needs beyond the packages installed, unpacked under .warren/.
unpack_packages() (
  say "unpacking the Debian package rabbitmq-server and what it needs into $state/rabbitmq (once)"
  work=$(mktemp -d)                                         # has no spaces, which apt does not like in its folders
  trap 'rm -rf "$work"' EXIT
  cd "$work" || exit
  mkdir -p lists/partial cache/archives/partial
  apt=(apt-get -q -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o Debug::NoLocking=true)
  "${apt[@]}" update || die 'apt-get update failed (see above)'
  packages=$("${apt[@]}" install --simulate --no-install-recommends rabbitmq-server |
    sed -nE 's/^Inst ([^ ]+)( \[[^]]*\])? \(([^ ]+) .*/\1=\3/p' | grep -vE '^libc6=|^libc-bin=')
  # shellcheck disable=SC2086
  "${apt[@]}" download $packages || die 'apt-get could not download the packages (see above)'
  rm -rf "$unpacked" "$unpacked.new"
  mkdir -p "$unpacked.new"
  for package in *.deb; do dpkg-deb -x "$package" "$unpacked.new"; done
  relocate_erlang "$unpacked.new"
  mv "$unpacked.new" "$unpacked"
)

relocate_erlang() {  # ROOT: its `erl`, and the copy by which RabbitMQ starts epmd, hold the folder they were packaged for
  local erl=$1/usr/lib/erlang/bin/erl copy
  [[ -e $erl ]] || return 0
  for copy in "$1"/usr/lib/erlang/erts-*/bin/erl; do ln -sf ../../bin/erl "$copy"; done
  # shellcheck disable=SC2016
  sed -i -E 's|ROOTDIR="?/usr/lib/erlang"?$|ROOTDIR=$(dirname "$(dirname "$(readlink -f "$0")")")|' "$erl"
}

server_environment() {  # sets server_env: the variables that the server and its tools need to find Erlang
  local path=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin libraries
  server_env=(LANG=C.UTF-8)
  if [[ $server = "$unpacked"/* ]]; then
    libraries=$(printf '%s:' "$unpacked"/usr/lib/*-linux-* "$unpacked"/lib/*-linux-*)
    server_env+=(LD_LIBRARY_PATH="${libraries%:}")
    if [[ -e $unpacked/usr/bin/erl ]]; then
      path=$unpacked/usr/bin:$path
    else                                                    # Erlang itself is installed, some of its parts were not
      server_env+=(ERL_LIBS="$unpacked/usr/lib/erlang/lib")
    fi
  fi
  server_env+=(PATH="$path")
  PATH=$path command -v erl >/dev/null || die "RabbitMQ is in $server, but there is no Erlang (erl) to run it"
}
