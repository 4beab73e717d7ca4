#!/usr/bin/env bash
# Measures the service on private servers, which are started on free ports and removed afterwards.
# Usage: infra/bench.sh [throughput] [options], such as --transport RabbitMq --database PostgreSql --orders 5000
#        infra/bench.sh latency [options], such as --rates 2 100 200
#        infra/bench.sh endurance [options], such as --minutes 10 --rate 100 --plot memory.svg: memory under a steady load
#        infra/bench.sh compare [options]: the service and two floors in turns on RabbitMQ and PostgreSQL
#        infra/bench.sh compare --database Sqlite [options]: the embedded service and two floors on SQLite
#        infra/bench.sh scale [options], such as --instances 1 2 4 --roles: the program as several processes
#        infra/bench.sh growth [options], such as --orders 1000000: a database that has grown and one that was empty
#        infra/bench.sh pages [options], such as --orders 1000000: the operations pages on a database that has grown
# WithStock=true infra/bench.sh compare also measures MassTransit's own EF Core package, where that can be restored.
# Settings of the service are taken from the environment, such as Sagas__Durability__CommitGroupSize=1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=infra/local/servers.sh
. infra/local/servers.sh

servers=$(mktemp -d "${TMPDIR:-/tmp}/sagas-bench.XXXXXX")
# If this is root, PostgreSQL runs as user postgres, who must be able to enter.
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

# Prints the value of an option, or the default if it is not given.
option() {
  local name=$1 otherwise=$2
  shift 2
  while (($# > 0)); do
    case $1 in
      "$name") echo "${2:-}" && return ;;
      "$name="*) echo "${1#*=}" && return ;;
    esac
    shift
  done
  echo "$otherwise"
}

case ${1:-} in throughput | latency | endurance | compare | scale | growth | pages) ;; *) set -- throughput "$@" ;; esac
case $1 in
  scale | growth | pages) broker=RabbitMq database=PostgreSql ;;
  compare)
    broker=RabbitMq database=$(option --database PostgreSql "$@")
    [[ ${database,,} != sqlite ]] || broker=InMemory
    ;;
  *) broker=$(option --transport InMemory "$@") database=$(option --database Sqlite "$@") ;;
esac
if [[ ${broker,,} == rabbitmq ]]; then
  install_missing rabbitmq-server
  mkdir "$servers/rabbitmq"
  start_rabbitmq "$servers/rabbitmq" "$(free_port 21000)" "$(free_port 22000)"
  ConnectionStrings__RabbitMq=$(rabbitmq_uri "$servers/rabbitmq")
  export ConnectionStrings__RabbitMq
fi
if [[ ${database,,} == postgresql ]]; then
  install_missing postgresql
  mkdir -m 711 "$servers/postgres"
  start_postgres "$servers/postgres" "$(free_port 23000)"
  ConnectionStrings__Sagas=$(postgres_connection "$servers/postgres")
  export ConnectionStrings__Sagas
fi

dotnet build tests/Sagas.Benchmarks -c Release --nologo -v quiet
dotnet tests/Sagas.Benchmarks/bin/Release/net10.0/Sagas.Benchmarks.dll "$@"
