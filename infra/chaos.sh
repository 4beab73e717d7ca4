#!/usr/bin/env bash
# Runs the service under load, kills it, disturbs its broker and database, and checks what happened to every order. Servers
# are private and are removed afterwards. The report is written to artifacts/chaos.
#
#   infra/chaos.sh --minutes 30 --seed 7                        two processes on RabbitMQ and PostgreSQL
#   infra/chaos.sh --embedded --minutes 10 --kills 100          one process with SQLite
#   infra/chaos.sh --help                                       all options
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=infra/local/servers.sh
. "$root/infra/local/servers.sh"

scratch=$(mktemp -d "${TMPDIR:-/tmp}/sagas-chaos.XXXXXX")
# If this is root, PostgreSQL runs as user postgres, who must be able to enter.
chmod 711 "$scratch"
running=
clean_up() {
  trap - EXIT
  trap '' INT TERM HUP
  # It stops its servers itself; this is only for what it leaves behind when it is killed.
  if [[ -n $running ]] && kill -TERM "$running" 2>/dev/null; then wait "$running" || true; fi
  local left
  for left in "$scratch"/sagas-chaos-*; do
    [[ -d $left ]] || continue
    stop_rabbitmq "$left/rabbitmq" || true
    stop_postgres "$left/postgres" || true
  done
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

dotnet build "$root/tests/Sagas.Chaos" -c Release --nologo -v quiet
TMPDIR=$scratch dotnet "$root/tests/Sagas.Chaos/bin/Release/net10.0/Sagas.Chaos.dll" "$@" &
running=$!
outcome=0
wait "$running" || outcome=$?
running=
exit "$outcome"
