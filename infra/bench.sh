#!/usr/bin/env bash
# Measures the service on private servers, which are started on free ports and removed at the end.
# Usage: infra/bench.sh [throughput] [options], such as --transport RabbitMq --database PostgreSql --orders 5000
#        infra/bench.sh latency [options], such as --rates 2 100 200
#        infra/bench.sh compare [options]: the service and two floors in turns on RabbitMQ and PostgreSQL
# Settings of the service are taken from the environment, such as Sagas__Durability__CommitGroupSize=1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=infra/local/servers.sh
. infra/local/servers.sh

servers=$(mktemp -d "${TMPDIR:-/tmp}/sagas-bench.XXXXXX")
# User postgres, as whom PostgreSQL runs if this is root, must get through.
chmod 711 "$servers"
clean_up() {
  trap - EXIT
  stop_rabbitmq "$servers/rabbitmq" || true
  stop_postgres "$servers/postgres" || true
  rm -rf "$servers"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

case ${1:-} in throughput | latency | compare) ;; *) set -- throughput "$@" ;; esac
if [[ $1 == compare || " $* " == *RabbitMq* ]]; then
  install_missing rabbitmq-server
  mkdir "$servers/rabbitmq"
  start_rabbitmq "$servers/rabbitmq" "$(free_port 21000)" "$(free_port 22000)"
  ConnectionStrings__RabbitMq=$(rabbitmq_uri "$servers/rabbitmq")
  export ConnectionStrings__RabbitMq
fi
if [[ $1 == compare || " $* " == *PostgreSql* ]]; then
  install_missing postgresql
  mkdir -m 711 "$servers/postgres"
  start_postgres "$servers/postgres" "$(free_port 23000)"
  ConnectionStrings__Sagas=$(postgres_connection "$servers/postgres")
  export ConnectionStrings__Sagas
fi

dotnet build tests/Sagas.Benchmarks -c Release --nologo -v quiet
dotnet tests/Sagas.Benchmarks/bin/Release/net10.0/Sagas.Benchmarks.dll "$@"
