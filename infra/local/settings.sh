# shellcheck shell=bash disable=SC2034 # Both scripts that source this use what is set here.
# Where the private servers and the roles keep their files, and their ports. To be sourced.

# PostgreSQL does not run as root, and nobody else may enter root's home.
if ((EUID == 0)); then default_dir=/var/lib/sagas-local; else default_dir=$HOME/.sagas-local; fi
dir=${SAGAS_LOCAL_DIR:-$default_dir}
[[ $dir == /* ]] || dir=$PWD/$dir

# Each ten above the usual one, to avoid conflicts with the machine's own servers.
rabbitmq_port=${SAGAS_LOCAL_RABBITMQ_PORT:-5682}
management_port=${SAGAS_LOCAL_MANAGEMENT_PORT:-15682}
postgres_port=${SAGAS_LOCAL_POSTGRES_PORT:-5442}
# The first role's port; the others follow it.
http_port=${SAGAS_LOCAL_HTTP_PORT:-8080}

roles=(Api Orders Payments Notifications Operations)

port_of() {
  local index
  for index in "${!roles[@]}"; do
    [[ ${roles[index]} != "$1" ]] || echo $((http_port + index))
  done
}

pid_file_of() { echo "$dir/run/${1,,}.pid"; }

log_of() { echo "$dir/log/${1,,}.log"; }
