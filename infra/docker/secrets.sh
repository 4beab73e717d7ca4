#!/usr/bin/env bash
# Writes the files that infra/docker/docker-compose.secrets.yml gives to the service, from the passwords in .env:
#   infra/docker/secrets.sh [sqlserver|postgres]
set -euo pipefail
cd "${SAGAS_COMPOSE_DIRECTORY:-"$(dirname "$0")/../.."}"

database="${1:-sqlserver}"
[[ -f .env ]] || { echo "There is no .env here; copy .env.example and set the passwords." >&2; exit 1; }

password() {
  local value
  value="$(sed -n "s/^$1=//p" .env | tail -n 1)"
  [[ -n "$value" ]] || { echo "$1 is not set in .env." >&2; exit 1; }
  [[ "$value" =~ ^[A-Za-z0-9]+$ ]] || { echo "$1 may consist of letters and digits only." >&2; exit 1; }
  printf '%s' "$value"
}

broker="$(password SAGAS_RABBITMQ_PASSWORD)"
service="$(password SAGAS_DATABASE_PASSWORD)"
case "$database" in
  sqlserver)
    owner="$(password SAGAS_DATABASE_OWNER_PASSWORD)"
    server="Server=sqlserver;Database=Sagas;Encrypt=True;TrustServerCertificate=True"
    ofService="$server;User Id=sagas;Password=$service"
    ofOwner="$server;User Id=sagas_owner;Password=$owner"
    ;;
  postgres)
    ofService="Host=postgres;Port=5432;Database=sagas;Username=sagas;Password=$service;Maximum Pool Size=50;GSS Encryption Mode=Disable"
    ofOwner="$ofService"
    ;;
  *)
    echo "Which database? sqlserver or postgres, not $database." >&2
    exit 1
    ;;
esac

# Others on this machine cannot get at the files, and the service, whose user the machine does not know, can read them.
mkdir -p secrets
chmod 700 secrets
write() {
  rm -f "secrets/$1"
  printf '%s' "$2" > "secrets/$1"
  chmod 444 "secrets/$1"
}
write ConnectionStrings__RabbitMq "amqp://sagas:$broker@rabbitmq:5672/"
write ConnectionStrings__Sagas "$ofService"
write ConnectionStrings__Sagas-owner "$ofOwner"
echo "The files are in secrets/."
