#!/usr/bin/env bash
# Runs the service on a cluster of three RabbitMQ nodes with quorum queues, under load, while one node after another is
# killed and comes back, and audits that nothing was lost. It takes some minutes, so infra/test.sh leaves it out. The nodes and
# a PostgreSQL server are private, on free ports, and removed afterwards.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=infra/local/servers.sh
. infra/local/servers.sh

servers=$(mktemp -d "${TMPDIR:-/tmp}/sagas-cluster.XXXXXX")
# If this is root, PostgreSQL runs as user postgres, who must be able to enter.
chmod 711 "$servers"
clean_up() {
  trap - EXIT
  local node
  # The first node runs the name server for all of them.
  for node in 3 2 1; do stop_rabbitmq "$servers/node-$node" || true; done
  stop_postgres "$servers/postgres" || true
  rm -rf "$servers"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

install_missing rabbitmq-server postgresql
dotnet build tests/Sagas.Tests -c Release --nologo -v quiet

mkdir -m 711 "$servers/postgres" && start_postgres "$servers/postgres" "$(free_port 24300)"
for node in 1 2 3; do
  mkdir "$servers/node-$node"
  of=
  ((node == 1)) || of=$servers/node-1
  start_rabbitmq "$servers/node-$node" "$(free_port 24100)" "$(free_port 24200)" "$of"
  echo "Node $node of the cluster listens on port $(cat "$servers/node-$node/port")"
done

SAGAS_TEST_RABBITMQ=$(rabbitmq_uri "$servers/node-1")
SAGAS_TEST_RABBITMQ_MANAGEMENT=$(rabbitmq_management "$servers/node-1")
SAGAS_TEST_POSTGRES=$(postgres_connection "$servers/postgres" postgres)
export SAGAS_TEST_BED=servers SAGAS_TEST_RABBITMQ SAGAS_TEST_RABBITMQ_MANAGEMENT SAGAS_TEST_POSTGRES SAGAS_TEST_CLUSTER=$servers
TMPDIR=$servers dotnet test tests/Sagas.Tests -c Release --no-build --nologo \
  --filter "FullyQualifiedName~Sagas.Tests.Cluster" --logger "console;verbosity=detailed"
