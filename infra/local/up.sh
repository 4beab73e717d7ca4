#!/usr/bin/env bash
# Runs the service as in production, but without Docker: a private RabbitMQ, a private PostgreSQL, and one process per
# role. The machine's own services are left alone. Running it again starts what has stopped. infra/local/down.sh stops it all.
#
#   SAGAS_LOCAL_DIR             where data and logs are kept (~/.sagas-local; /var/lib/sagas-local for root)
#   SAGAS_LOCAL_HTTP_PORT       the API's port (8080); the other roles have the ports after it
#   SAGAS_LOCAL_RABBITMQ_PORT, SAGAS_LOCAL_MANAGEMENT_PORT, SAGAS_LOCAL_POSTGRES_PORT     (5682, 15682, 5442)
#
# Settings of the service are taken from the environment, such as Sagas__Orders__PaymentTimeout=00:01:00.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=infra/local/settings.sh
. "$here/settings.sh"
# shellcheck source=infra/local/servers.sh
. "$here/servers.sh"

command -v dotnet >/dev/null || refuse "Missing: the .NET SDK 10, see https://dotnet.microsoft.com/download."
install_missing rabbitmq-server postgresql

mkdir -p "$dir/log" "$dir/run"

any_role_runs() {
  local role
  for role in "${roles[@]}"; do
    if is_running "$(pid_file_of "$role")" "$dir"; then return 0; fi
  done
  return 1
}

# A copy, so that building the sources does not replace the files of running processes.
if [[ ! -e $dir/program/Sagas.dll ]] || ! any_role_runs; then
  echo "Building the service"
  rm -rf "$dir/program"
  DOTNET_NOLOGO=1 dotnet publish "$here/../../src/Sagas" -c Release --nologo -v quiet -o "$dir/program"
fi

echo "Starting RabbitMQ"
start_rabbitmq "$dir/rabbitmq" "$rabbitmq_port" "$management_port"
echo "Starting PostgreSQL"
start_postgres "$dir/postgres" "$postgres_port"

# Secrets are passed through the environment, because everybody can read a command line.
export ASPNETCORE_ENVIRONMENT=Production
export Sagas__Transport=RabbitMq ConnectionStrings__RabbitMq
ConnectionStrings__RabbitMq=$(rabbitmq_uri "$dir/rabbitmq")
export Sagas__Database=PostgreSql ConnectionStrings__Sagas
ConnectionStrings__Sagas=$(postgres_connection "$dir/postgres")

# Prints the status of a response. Not every machine has curl.
http_status() {
  local status=
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
  read -rt 10 _ status _ <&3 || true
  exec 3>&-
  echo "$status"
}

start_role() {
  local role=$1 port
  port=$(port_of "$role")
  if is_running "$(pid_file_of "$role")" "$dir"; then return 0; fi
  ! is_listening "$port" || refuse "$role cannot have port $port: somebody listens on it. SAGAS_LOCAL_HTTP_PORT moves all roles."
  echo "Starting $role"
  (cd "$dir/run" && Sagas__Roles=$role launch "$(pid_file_of "$role")" "$(log_of "$role")" \
    dotnet "$dir/program/Sagas.dll" --urls "http://localhost:$port")
}

has_decided() {
  [[ $(http_status "$(port_of "$1")" /health/ready 2>/dev/null) == 200 ]] || ! is_running "$(pid_file_of "$1")" "$dir"
}

await_role() {
  local role=$1
  # The process writes its own process id.
  pause_until 10 "$role does not start" test -s "$(pid_file_of "$role")"
  pause_until 60 "$role is not ready, see $(log_of "$role")" has_decided "$role"
  is_running "$(pid_file_of "$role")" "$dir" || refuse "$role has stopped:
$(tail -n 20 "$(log_of "$role")")"
}

echo "Bringing the database up to date"
dotnet "$dir/program/Sagas.dll" --migrate >"$dir/log/migrate.log" 2>&1 || refuse "That failed:
$(tail -n 20 "$dir/log/migrate.log")"
for role in "${roles[@]}"; do start_role "$role"; done
for role in "${roles[@]}"; do await_role "$role"; done

cat <<END

Everything is ready.
  API                   http://localhost:$http_port/orders
  Swagger               http://localhost:$http_port/swagger
  RabbitMQ management   $(rabbitmq_management "$dir/rabbitmq")   user sagas, password $(password_of "$dir/rabbitmq")
  RabbitMQ              $ConnectionStrings__RabbitMq
  PostgreSQL            $ConnectionStrings__Sagas
END
for role in "${roles[@]}"; do
  printf '  %-21s http://localhost:%s/health/ready   %s\n' "$role" "$(port_of "$role")" "$(log_of "$role")"
done
echo "Stop it with infra/local/down.sh; with --purge it also removes the data."
