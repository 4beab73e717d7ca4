#!/usr/bin/env bash
# Stops what infra/local/up.sh has started, and nothing else. The data is kept unless --purge is given.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=infra/local/settings.sh
. "$here/settings.sh"
# shellcheck source=infra/local/servers.sh
. "$here/servers.sh"

case ${1:-} in
  "" | --purge) ;;
  *) refuse "Usage: infra/local/down.sh [--purge]" ;;
esac

# The roles first, because they need the servers to finish what they are doing. All at once, because each takes a while.
outcome=0
for role in "${roles[@]}"; do
  is_running "$(pid_file_of "$role")" "$dir" || continue
  echo "Stopping $role"
  kill -TERM "$(cat "$(pid_file_of "$role")")"
done
for role in "${roles[@]}"; do
  stop_process "$(pid_file_of "$role")" "$dir" 60 || outcome=1
done

echo "Stopping RabbitMQ and PostgreSQL"
stop_rabbitmq "$dir/rabbitmq" || outcome=1
stop_postgres "$dir/postgres" || outcome=1
((outcome == 0)) || refuse "Something could not be stopped, see above."

if [[ ${1:-} == --purge ]]; then
  # Only directories that up.sh creates, whatever SAGAS_LOCAL_DIR names.
  rm -rf "$dir/program" "$dir/run" "$dir/log" "$dir/rabbitmq" "$dir/postgres"
  rmdir "$dir" 2>/dev/null || true
  echo "Everything is stopped and removed."
else
  echo "Everything is stopped. The data is kept in $dir."
fi
