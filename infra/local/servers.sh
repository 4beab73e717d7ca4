# shellcheck shell=bash
# Private RabbitMQ and PostgreSQL servers on one machine, without Docker. To be sourced.
#
#   install_missing rabbitmq-server postgresql     installs Debian packages that are missing
#   start_rabbitmq DIR PORT MANAGEMENT_PORT [OF]   a node of its own, with its data, log and cookie below DIR; if OF is the
#                                                  directory of a running node, it joins that node's cluster
#   crash_rabbitmq DIR                             kills the node as a power failure would; it can be started again
#   start_postgres DIR PORT                        a cluster of its own, with its data and log below DIR
#   stop_rabbitmq DIR, stop_postgres DIR [MODE]    stop what was started there; nothing else is ever stopped. PostgreSQL's
#                                                  modes are fast and immediate, which is a crash
#   rabbitmq_uri DIR, rabbitmq_management DIR      how to reach them, for ConnectionStrings and browsers
#   postgres_connection DIR [DATABASE]
#   password_of DIR                                the password of user sagas there
#   rabbitmq_control DIR COMMAND…                  rabbitmqctl of that node
#   pause_until SECONDS WHAT COMMAND…              waits for a condition
#   is_listening PORT, free_port FROM              about ports of the loopback interface
#
# Servers listen on 127.0.0.1 only. They survive the shell that starts them. For root, PostgreSQL runs as user
# postgres, who therefore must be able to enter DIR (a directory of mktemp wants chmod 711).

# Prints to standard error and fails.
refuse() {
  echo "$*" >&2
  return 1
}

is_listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port=$1
  while is_listening "$port"; do port=$((port + 1)); done
  echo "$port"
}

pause_until() {
  local seconds=$1 what=$2 deadline=$((SECONDS + $1))
  shift 2
  until "$@"; do
    ((SECONDS < deadline)) || refuse "Gave up after $seconds s: $what" || return 1
    sleep 0.2
  done
}

# Whether a process is alive and works for DIR: its command line or environment names the directory. Ids of dead
# processes are reused.
is_alive() {
  local pid=$1 dir=$2
  [[ -n $pid && -d /proc/$pid ]] || return 1
  # Not grep -q: it would close the pipe early, which fails the pipe where pipefail is set.
  cat "/proc/$pid/cmdline" "/proc/$pid/environ" 2>/dev/null | tr '\0' '\n' | grep -F -- "$dir/" >/dev/null
}

is_gone() { ! is_alive "$@"; }

# The same for the process of a pid file.
is_running() { is_alive "$(cat "$1" 2>/dev/null)" "$2"; }

# Starts a program that survives this shell, and records its process id: launch PID_FILE LOG COMMAND…
launch() {
  local file=$1 log=$2
  shift 2
  # shellcheck disable=SC2016 # The inner shell expands it.
  setsid bash -c 'echo $$ >"$0"; exec "$@"' "$file" "$@" >>"$log" 2>&1 </dev/null &
  disown
}

# Ends the process of a pid file: gracefully, and after SECONDS by force.
stop_process() {
  local file=$1 dir=$2 seconds=$3 pid
  if is_running "$file" "$dir"; then
    pid=$(cat "$file")
    kill -TERM "$pid"
    pause_until "$seconds" "$(basename "$file" .pid) does not stop, so it is killed" is_gone "$pid" "$dir" || kill -KILL "$pid"
    pause_until 10 "$(basename "$file" .pid) does not die" is_gone "$pid" "$dir" || return 1
  fi
  rm -f "$file"
}

password_of() {
  local file=$1/password
  if [[ ! -s $file ]]; then
    (umask 077 && od -An -N18 -tx1 /dev/urandom | tr -d ' \n' >"$file") || return 1
  fi
  cat "$file"
}

# --- Installation -----------------------------------------------------------------------------------------------------

# Debian's own wrapper allows only root and rabbitmq; the scripts behind it allow everybody.
rabbitmq_bin() {
  local program
  if [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]]; then
    echo /usr/lib/rabbitmq/bin
  else
    program=$(command -v rabbitmq-server) && dirname "$program"
  fi
}

# The newest installed version. Debian keeps its programs off the path.
postgres_bin() {
  local program
  program=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
  [[ -x $program ]] || program=$(command -v initdb) || return 1
  dirname "$program"
}

is_installed() {
  case $1 in
    rabbitmq-server) rabbitmq_bin >/dev/null ;;
    postgresql) postgres_bin >/dev/null ;;
    chromium) command -v chromium >/dev/null ;;
    nodejs) command -v node >/dev/null ;;
    npm) command -v npm >/dev/null ;;
    prometheus) command -v promtool >/dev/null ;;
    python3-pika) /usr/bin/python3 -c 'import pika' 2>/dev/null ;;
    *) [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]] ;;
  esac
}

install_missing() {
  local package missing=() sudo=()
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  ((${#missing[@]} > 0)) || return 0

  command -v apt-get >/dev/null || refuse "Missing: ${missing[*]}. Please install them." || return 1
  if ((EUID != 0)); then
    command -v sudo >/dev/null || refuse "Missing: ${missing[*]}. Please run as root: apt-get install ${missing[*]}" || return 1
    sudo=(sudo)
  fi

  echo "Installing ${missing[*]}"
  # Installing a server package starts the server. Only private instances are wanted here, so that is prevented for now.
  local policy=/usr/sbin/policy-rc.d added=
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee "$policy" >/dev/null
    "${sudo[@]}" chmod 755 "$policy"
    added=1
  fi
  local outcome=0
  {
    "${sudo[@]}" apt-get -o DPkg::Lock::Timeout=300 -qq update &&
      "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq -y --no-install-recommends install "${missing[@]}"
  } >/dev/null || outcome=$?
  [[ -z $added ]] || "${sudo[@]}" rm -f "$policy"
  ((outcome == 0)) || refuse "Could not install ${missing[*]}."
}

# --- RabbitMQ ---------------------------------------------------------------------------------------------------------

# Runs a program of RabbitMQ or Erlang in the environment of the node of DIR: its name, ports, files and cookie, and none of the
# machine's settings.
in_node() {
  local dir=$1
  shift
  (
    unset RABBITMQ_BASE
    export HOME="$dir" ERL_CRASH_DUMP="$dir/log/erl_crash.dump"
    export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT RABBITMQ_DIST_PORT RABBITMQ_NODE_PORT
    ERL_EPMD_PORT=$(cat "$dir/epmd.port") RABBITMQ_DIST_PORT=$(cat "$dir/distribution.port") RABBITMQ_NODE_PORT=$(cat "$dir/port")
    RABBITMQ_NODENAME=$(node_of "$dir")
    export RABBITMQ_NODENAME RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_PID_FILE="$dir/rabbitmq.pid"
    export RABBITMQ_MNESIA_BASE="$dir/data" RABBITMQ_LOG_BASE="$dir/log" RABBITMQ_ENABLED_PLUGINS_FILE="$dir/enabled_plugins"
    export RABBITMQ_CONFIG_FILE="$dir/rabbitmq.conf" RABBITMQ_CONF_ENV_FILE="$dir/rabbitmq-env.conf"
    export RABBITMQ_ADVANCED_CONFIG_FILE="$dir/advanced.config"
    export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
    "$@"
  )
}

# Nodes of one cluster have different names; the first node's can be any.
node_of() { cat "$1/node.name" 2>/dev/null || echo sagas@localhost; }

start_rabbitmq() {
  local dir=$1 port=$2 management=$3 of=${4:-} bin joins=
  if is_running "$dir/rabbitmq.pid" "$dir"; then return 0; fi
  bin=$(rabbitmq_bin) || refuse "RabbitMQ is not installed." || return 1
  for number in "$port" "$management"; do
    ! is_listening "$number" || refuse "RabbitMQ cannot have port $number: somebody listens on it." || return 1
  done

  mkdir -p "$dir/data" "$dir/log" || return 1
  if [[ -n $of && ! -e $dir/node.name ]]; then
    joins=1
    share_secrets "$of" "$dir" || return 1
    echo "sagas-$port@localhost" >"$dir/node.name"
  fi
  password_of "$dir" >/dev/null || return 1
  echo "$port" >"$dir/port"
  echo "$management" >"$dir/management.port"
  free_port 25682 >"$dir/distribution.port"
  : >"$dir/rabbitmq-env.conf"
  echo '[rabbitmq_management].' >"$dir/enabled_plugins"
  (umask 077 && cat >"$dir/rabbitmq.conf") <<END
listeners.tcp.1 = 127.0.0.1:$port
management.tcp.ip = 127.0.0.1
management.tcp.port = $management
default_user = sagas
default_pass = $(password_of "$dir")
END

  if [[ -n $of ]]; then cp "$of/epmd.port" "$dir/epmd.port"; else start_epmd "$dir" || return 1; fi
  # Erlang writes its own process id into the file once it runs.
  in_node "$dir" launch "$dir/rabbitmq.pid" "$dir/log/output.log" "$bin/rabbitmq-server"

  pause_until 90 "RabbitMQ does not answer, see $dir/log" rabbitmq_answers "$dir" || return 1
  [[ -z $joins ]] || join_cluster "$dir" "$of"
}

# Erlang's name server would be shared with the machine's other nodes, and be left behind. The nodes of a cluster share that of
# the first, which outlives the node itself if that crashes.
start_epmd() {
  local dir=$1 epmd
  if is_running "$dir/epmd.pid" "$dir"; then return 0; fi
  epmd=$(command -v epmd) || refuse "Erlang's epmd is not installed." || return 1
  free_port 4379 >"$dir/epmd.port"
  in_node "$dir" launch "$dir/epmd.pid" "$dir/log/epmd.log" "$epmd"
}

# Nodes talk to each other if they have the same cookie; the users of a cluster are those of its first node.
share_secrets() {
  local of=$1 dir=$2
  (umask 077 && cp "$of/password" "$dir/password" && cp "$of/.erlang.cookie" "$dir/.erlang.cookie")
}

join_cluster() {
  local dir=$1 of=$2
  pause_until 60 "RabbitMQ has not started, see $dir/log" rabbitmq_control "$dir" await_startup &&
    rabbitmq_control "$dir" stop_app &&
    rabbitmq_control "$dir" join_cluster "$(node_of "$of")" &&
    rabbitmq_control "$dir" start_app &&
    pause_until 60 "RabbitMQ does not answer, see $dir/log" rabbitmq_answers "$dir"
}

crash_rabbitmq() {
  local dir=$1 pid
  pid=$(cat "$dir/rabbitmq.pid") && is_alive "$pid" "$dir" || refuse "No RabbitMQ runs in $dir." || return 1
  kill -KILL "$pid"
  pause_until 10 "RabbitMQ does not die" is_gone "$pid" "$dir"
}

rabbitmq_answers() {
  is_running "$1/rabbitmq.pid" "$1" && is_listening "$(cat "$1/port")" && is_listening "$(cat "$1/management.port")"
}

stop_rabbitmq() {
  [[ -d $1 ]] || return 0
  stop_process "$1/rabbitmq.pid" "$1" 60 && stop_process "$1/epmd.pid" "$1" 10
}

rabbitmq_control() {
  local dir=$1 bin
  shift
  bin=$(rabbitmq_bin) && in_node "$dir" "$bin/rabbitmqctl" --quiet "$@"
}

rabbitmq_uri() { echo "amqp://sagas:$(password_of "$1")@127.0.0.1:$(cat "$1/port")/"; }

rabbitmq_management() { echo "http://127.0.0.1:$(cat "$1/management.port")"; }

# --- PostgreSQL -------------------------------------------------------------------------------------------------------

# PostgreSQL refuses to run as root.
as_postgres() {
  if ((EUID == 0)); then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

start_postgres() {
  local dir=$1 port=$2 bin password
  bin=$(postgres_bin) || refuse "PostgreSQL is not installed." || return 1
  if postgres_answers "$dir"; then return 0; fi
  ! is_listening "$port" || refuse "PostgreSQL cannot have port $port: somebody listens on it." || return 1

  mkdir -p "$dir" || return 1
  password=$(password_of "$dir") || return 1
  echo "$port" >"$dir/port"
  if [[ ! -s $dir/data/PG_VERSION ]]; then
    create_cluster "$dir" "$bin" "$password" || return 1
  fi

  # A crash leaves a pid file behind, which pg_ctl understands.
  as_postgres "$bin/pg_ctl" --pgdata "$dir/data" --log "$dir/data/server.log" --wait --timeout 90 --silent \
    --options "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300" \
    start >/dev/null </dev/null || refuse "PostgreSQL does not start, see $dir/data/server.log" || return 1
  [[ $(postgres_query "$dir" postgres "SELECT 1 FROM pg_database WHERE datname = 'sagas'") == 1 ]] ||
    postgres_query "$dir" postgres "CREATE DATABASE sagas" >/dev/null
}

create_cluster() {
  local dir=$1 bin=$2 password=$3
  rm -rf "$dir/data"
  mkdir "$dir/data" && printf '%s' "$password" >"$dir/data.password" || return 1
  if ((EUID == 0)); then
    chown postgres: "$dir/data" "$dir/data.password"
    as_postgres test -w "$dir/data" || refuse "User postgres cannot enter $dir/data." || return 1
  fi
  chmod 700 "$dir/data" && chmod 600 "$dir/data.password"
  as_postgres "$bin/initdb" --pgdata "$dir/data" --username sagas --pwfile "$dir/data.password" --auth scram-sha-256 \
    --encoding UTF8 --locale C.UTF-8 >"$dir/initdb.log" 2>&1 || refuse "No database: $(tail -n 3 "$dir/initdb.log")" || return 1
  rm -f "$dir/data.password"
}

postgres_query() {
  PGPASSWORD=$(password_of "$1") "$(postgres_bin)/psql" --no-psqlrc -qtA -v ON_ERROR_STOP=1 \
    -h 127.0.0.1 -p "$(cat "$1/port")" -U sagas -d "$2" -c "$3"
}

postgres_answers() {
  [[ -s $1/data/postmaster.pid ]] && as_postgres "$(postgres_bin)/pg_ctl" --pgdata "$1/data" status >/dev/null 2>&1 \
    && is_listening "$(cat "$1/port")"
}

stop_postgres() {
  local mode=${2:-fast}
  [[ -s $1/data/postmaster.pid ]] || return 0
  as_postgres "$(postgres_bin)/pg_ctl" --pgdata "$1/data" status >/dev/null 2>&1 || return 0
  as_postgres "$(postgres_bin)/pg_ctl" --pgdata "$1/data" --mode "$mode" --wait --timeout 60 --silent stop >/dev/null
}

postgres_connection() {
  # Otherwise Npgsql would try Kerberos on every connection.
  echo "Host=127.0.0.1;Port=$(cat "$1/port");Database=${2:-sagas};Username=sagas;Password=$(password_of "$1")\
;Maximum Pool Size=50;GSS Encryption Mode=Disable"
}
