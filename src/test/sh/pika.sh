#!/usr/bin/env bash
# Makes /usr/bin/python3 able to import pika, and prints the PYTHONPATH that it takes: nothing where pika is installed.
#   pika.sh DIR     where to unpack it for a user who may not install packages
set -euo pipefail

importable() { PYTHONPATH=${1-} /usr/bin/python3 -c 'import pika' 2>/dev/null; }
die() { echo "pika.sh: $*" >&2; exit 1; }

dir=$1 path=$1/usr/lib/python3/dist-packages
if importable; then exit; fi
if importable "$path"; then echo "$path"; exit; fi
command -v apt-get >/dev/null || die 'the tests of plain AMQP programs need Python 3 with pika (pip install pika)'

if ((EUID == 0)); then
  {
    apt-get update || :
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends python3-pika
  } >&2
  exit
fi

[[ -x /usr/bin/python3 ]] || die 'the tests of plain AMQP programs need Python 3: apt-get install python3'
work=$(mktemp -d)                                           # has no spaces, which apt does not like in its folders
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$dir"
apt=(apt-get -q -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o Debug::NoLocking=true)
(cd "$work" && "${apt[@]}" update && "${apt[@]}" download python3-pika) >&2
dpkg-deb -x "$work"/python3-pika_*.deb "$dir"
importable "$path" || die 'the package python3-pika was unpacked, but Python does not find pika in it'
echo "$path"
