#!/usr/bin/env bash
# Builds the solution, runs the tests embedded and on servers, and checks the documentation; closes with "N passed, N failed".
# Whatever is missing is installed (by apt) or started: private servers on free ports, which are stopped and
# removed afterwards. The machine's own services are left alone.
#
#   SAGAS_TEST_FILTER               limits what is run, in the syntax of `dotnet test --filter`; skips the documentation
#   SAGAS_TEST_EMBEDDED_ONLY=1      skips what needs servers
#   SAGAS_TEST_RABBITMQ             an AMQP address whose user may add virtual hosts; it is used instead of a private RabbitMQ
#   SAGAS_TEST_RABBITMQ_MANAGEMENT  where its management API is, if it is not port 15672 of the same machine
#   SAGAS_TEST_POSTGRES             a connection string of a role that may create databases; instead of a private PostgreSQL
#   SAGAS_TEST_SQLSERVER            the same for SQL Server; if it is set, the tests on servers also run on it
#   SAGAS_TEST_RESULTS              a directory for the result files (TRX) of the suites
#   SAGAS_TEST_PYTHON               a Python that has pika (/usr/bin/python3)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=infra/local/servers.sh
. infra/local/servers.sh

# One culture on every machine: runner and compiler texts end up in reports.
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Tests start the program more than a hundred times, mostly for seconds: optimizations for long-lived processes cost
# more than they gain.
export DOTNET_EnableWriteXorExecute=0 DOTNET_TieredPGO=0

results=$(mktemp -d "${TMPDIR:-/tmp}/sagas-tests.XXXXXX")
# If this is root, PostgreSQL runs as user postgres, who must be able to enter.
chmod 711 "$results"
servers=$results/servers provisioning='' running=''

clean_up() {
  trap - EXIT
  trap '' INT TERM HUP
  if [[ -n $running ]] && kill -TERM "$running" 2>/dev/null; then wait "$running" || true; fi
  # Wait for servers that are still starting, or they would be started after they were stopped.
  [[ -z $provisioning ]] || wait "$provisioning" || true
  { stop_rabbitmq "$servers/rabbitmq"; stop_postgres "$servers/postgres"; } || true
  local left
  for left in "$results"/sagas-local-*; do
    [[ ! -d $left ]] || SAGAS_LOCAL_DIR=$left infra/local/down.sh --purge >/dev/null 2>&1 || true
  done
  for left in "$results"/sagas-chaos-*; do
    [[ ! -d $left ]] || { stop_rabbitmq "$left/rabbitmq"; stop_postgres "$left/postgres"; } >/dev/null 2>&1 || true
  done
  rm -rf "$results"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
passed=0 failed=0 skipped=0

close() {
  local line="$passed passed, $failed failed"
  ((skipped == 0)) || line+=", $skipped skipped"
  echo "$line"
  ((failed == 0 && passed > 0))
}

# A suite whose tests cannot be counted counts as one failure, so that the last line is never green by accident.
broken() {
  echo "$1: $2"
  failed=$((failed + 1))
}

# A signal ends a wait, but would have to wait for the end of a command.
run() {
  local outcome=0
  "$@" </dev/null &
  running=$!
  wait "$running" || outcome=$?
  running=''
  return "$outcome"
}

needs_servers() { [[ ${SAGAS_TEST_EMBEDDED_ONLY:-} != 1 ]]; }

# Random, so that two runs on one machine do not conflict.
some_port() { free_port $((20000 + RANDOM % 10000)); }

# If nothing can be installed, tests that lack a program fail and say so. Without servers there are no such tests.
servers_are_there() {
  if { [[ -n ${SAGAS_TEST_RABBITMQ:-} ]] || is_installed rabbitmq-server; } &&
    { [[ -n ${SAGAS_TEST_POSTGRES:-} ]] || is_installed postgresql; }; then
    return 0
  fi
  cat <<'END'
Or start RabbitMQ and PostgreSQL in containers, name them, and run this again:
  docker run -d -p 5672:5672 -p 15672:15672 rabbitmq:3.13.7-management; docker run -d -p 5432:5432 -e POSTGRES_PASSWORD=sagas postgres:15 -c max_connections=300
  export SAGAS_TEST_RABBITMQ=amqp://guest:guest@localhost:5672 SAGAS_TEST_POSTGRES='Host=localhost;Username=postgres;Password=sagas'
END
  return 1
}

# Installs and starts what is missing, and leaves the addresses in a file.
provision() {
  # RabbitMQ and PostgreSQL in any case: some tests stop the servers that they run on, and so start their own.
  local packages=(chromium rabbitmq-server postgresql amqp-tools)
  [[ -n ${SAGAS_TEST_PYTHON:-} ]] || packages+=(python3-pika)
  if ! install_missing "${packages[@]}"; then
    if command -v apt-get >/dev/null || ! servers_are_there; then return 1; fi
  fi
  # For the documentation, whose check itself reports what is missing.
  install_missing nodejs npm prometheus || true

  mkdir -m 711 "$servers" && (umask 077 && : >"$servers/addresses") || return 1
  if [[ -z ${SAGAS_TEST_RABBITMQ:-} ]]; then
    mkdir "$servers/rabbitmq" &&
      start_rabbitmq "$servers/rabbitmq" "$(some_port)" "$(some_port)" || return 1
    {
      printf 'export SAGAS_TEST_RABBITMQ=%q\n' "$(rabbitmq_uri "$servers/rabbitmq")"
      printf 'export SAGAS_TEST_RABBITMQ_MANAGEMENT=%q\n' "$(rabbitmq_management "$servers/rabbitmq")"
    } >>"$servers/addresses"
  fi
  if [[ -z ${SAGAS_TEST_POSTGRES:-} ]]; then
    mkdir -m 711 "$servers/postgres" &&
      start_postgres "$servers/postgres" "$(some_port)" || return 1
    printf 'export SAGAS_TEST_POSTGRES=%q\n' "$(postgres_connection "$servers/postgres" postgres)" >>"$servers/addresses"
  fi
}

# The build and the servers run in parallel. Ctrl-C reaches only this shell, which stops the servers.
if needs_servers; then
  provision >"$results/servers.log" 2>&1 </dev/null &
  provisioning=$!
fi

started=$SECONDS
if ! run dotnet build Sagas.sln -c Release --nologo -v quiet >"$results/build.log" 2>&1; then
  # The build's summary repeats every error; each is shown once.
  grep -E '(error|warning) [A-Z]+[0-9]*:|error ?:' "$results/build.log" | sort -u || tail -n 40 "$results/build.log"
  broken "Sagas.sln" "the build failed after $((SECONDS - started)) s, no test was run"
  close || exit 1
fi
echo "Sagas.sln: built in $((SECONDS - started)) s"

# Prints "passed failed skipped" of a result file.
counts() {
  awk '
    function number(name) { return match($0, name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 2, RLENGTH - length(name) - 3) : 0 }
    /<Counters / { total = number(" total"); executed = number(" executed"); passed = number(" passed") }
    END { print passed + 0, executed - passed, total - executed }' "$1"
}

# Prints class, name, message and the project's stack frames of every failed test of a result file. It is read twice: the
# classes come after the results.
failures() {
  awk '
    function attribute(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
    function plain(text) {
      gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "\047", text)
      gsub(/&#x[dD];/, "", text); gsub(/&#x[aA];/, "\n    ", text); gsub(/&amp;/, "\\&", text)
      return text
    }
    NR == FNR {
      if (/<UnitTest /) id = attribute("id")
      if (/<TestMethod /) class[id] = attribute("className")
      next
    }
    /<UnitTestResult / {
      shown = attribute("outcome") != "Passed" && attribute("outcome") != "NotExecuted"
      if (shown) print "  FAILED " plain(class[attribute("testId")] "." attribute("testName"))
    }
    shown && /<Message>/ { message = 1 }
    shown && /<StackTrace>/ { trace = 1 }
    trace && /^1\)/ { trace = 0 } # NUnit repeats the trace
    message || (trace && /:line [0-9]+/) {
      line = $0
      gsub(/ *<\/?(Message|StackTrace)>/, "", line)
      if (line ~ /[^ ]/) print "    " plain(line)
    }
    /<\/Message>/ { message = 0 }
    /<\/StackTrace>/ { trace = 0 }
  ' "$1" "$1"
}

# Which tests run on which bed, see tests/Sagas.Tests/Beds.
embedded='TestCategory!=Servers'
on_servers='TestCategory=EveryBed|TestCategory=Servers'

# Runs the tests of some categories under a name.
suite() {
  local name=$1 filter=$2 started=$SECONDS exit_code=0 trx counted=()
  [[ -z ${SAGAS_TEST_FILTER:-} ]] || filter="($SAGAS_TEST_FILTER)&($filter)"
  trx=$results/$name.trx
  # Whatever tests leave behind when they are stopped is in this directory, and removed with it.
  TMPDIR=$results run dotnet test tests/Sagas.Tests -c Release --no-build --nologo --logger "trx;LogFileName=$trx" \
    --filter "$filter" >"$results/$name.log" 2>&1 || exit_code=$?

  if [[ -f $trx && -n ${SAGAS_TEST_RESULTS:-} ]]; then cp "$trx" "$SAGAS_TEST_RESULTS/"; fi
  if [[ -f $trx ]]; then read -ra counted <<<"$(counts "$trx")"; else counted=(0 0 0); fi
  passed=$((passed + counted[0])) failed=$((failed + counted[1])) skipped=$((skipped + counted[2]))
  echo "$name: ${counted[0]} passed, ${counted[1]} failed, ${counted[2]} skipped in $((SECONDS - started)) s"
  if ((counted[1] > 0)); then failures "$trx"; fi

  if ((counted[0] + counted[1] == 0 && counted[2] > 0)); then
    broken "$name" "was skipped as a whole"
  elif ((counted[0] + counted[1] == 0)) && [[ -n ${SAGAS_TEST_FILTER:-} ]] && ((exit_code == 0)); then
    echo "$name: no test matches $SAGAS_TEST_FILTER"
  elif ((counted[0] + counted[1] == 0 || (exit_code != 0 && counted[1] == 0))) || grep -q 'test run was aborted' "$results/$name.log"; then
    tail -n 40 "$results/$name.log"
    broken "$name" "did not run to its end (exit code $exit_code)"
  fi

  # Else tests on servers could have been run on another bed, and nobody would know.
  if [[ -f $trx ]] && grep -qE 'Left out: it runs on (servers|the embedded bed) only' "$trx"; then
    broken "$name" "was run on another bed than its tests are for"
  fi
}

# Checks the documentation, which prints its own line and findings.
documentation() {
  local log=$results/docs.log
  if [[ -n ${SAGAS_TEST_FILTER:-} ]]; then
    echo "Docs: skipped because SAGAS_TEST_FILTER is set"
    return 0
  fi
  run infra/check-docs.sh >"$log" 2>&1 || true
  cat "$log"
  if [[ $(grep -m 1 '^Docs: ' "$log") =~ ^Docs:\ ([0-9]+)\ passed,\ ([0-9]+)\ failed,\ ([0-9]+)\ skipped ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2])) skipped=$((skipped + BASH_REMATCH[3]))
  else
    broken "Docs" "were not checked to the end"
  fi
}

# Checks that every file is formatted as .editorconfig says. What it says of style, the compiler has checked by now.
format() {
  local started=$SECONDS log=$results/format.log
  if [[ -n ${SAGAS_TEST_FILTER:-} ]]; then
    echo "Format: skipped because SAGAS_TEST_FILTER is set"
  elif run dotnet format whitespace Sagas.sln --no-restore --verify-no-changes >"$log" 2>&1; then
    echo "Format: 1 passed, 0 failed, 0 skipped in $((SECONDS - started)) s"
    passed=$((passed + 1))
  else
    grep -E 'error|rror:' "$log" | sed "s|$PWD/||g; s| \[.*||" | head -n 40
    broken "Format" "run dotnet format whitespace Sagas.sln"
  fi
}

# Waits for the servers and tells the tests where they are.
await_servers() {
  local started=$SECONDS outcome=0
  wait "$provisioning" || outcome=$?
  provisioning=
  if ((outcome != 0)); then
    cat "$results/servers.log"
    return 1
  fi

  grep '^Installing' "$results/servers.log" || true
  # shellcheck source=/dev/null
  . "$servers/addresses"
  echo "Servers: ready, waited for $((SECONDS - started)) s"
}

# The suite that needs no servers goes first, while the servers are being started.
SAGAS_TEST_BED=embedded suite Sagas.Tests "$embedded"

# The tools that check the documentation are installed together with the servers.
ready=''
if needs_servers && await_servers; then ready=1; fi
documentation
format

name=Sagas.Tests.Servers
if ! needs_servers; then
  echo "$name: skipped because SAGAS_TEST_EMBEDDED_ONLY is set; counted as one skipped"
  skipped=$((skipped + 1))
elif [[ -z $ready ]]; then
  broken "$name" "there are no servers for it"
else
  SAGAS_TEST_BED=servers suite "$name" "$on_servers"
  if [[ -n ${SAGAS_TEST_SQLSERVER:-} ]]; then
    SAGAS_TEST_BED=servers SAGAS_TEST_DATABASE=SqlServer suite "$name.SqlServer" "$on_servers"
  fi
fi
close
