#!/usr/bin/env bash
# Builds the solution and runs every test suite under tests/; closes with "N passed, N failed".
# SAGAS_TEST_FILTER narrows what is run, in the syntax of `dotnet test --filter`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# One culture on every machine: runner and compiler texts end up in reports.
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

results=$(mktemp -d "${TMPDIR:-/tmp}/sagas-tests.XXXXXX")
trap 'rm -rf "$results"' EXIT
passed=0 failed=0 skipped=0

close() {
  local line="$passed passed, $failed failed"
  ((skipped == 0)) || line+=", $skipped skipped"
  echo "$line"
  ((failed == 0 && passed > 0))
}

# A suite that cannot be counted counts as one failure, so that the closing line is never green by accident.
broken() {
  echo "$1: $2"
  failed=$((failed + 1))
}

started=$SECONDS
if ! dotnet build Sagas.sln -c Release --nologo -v quiet >"$results/build.log" 2>&1; then
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

# Prints class, name, message and own stack frames of every failed test of a result file. The file is read twice: the
# classes stand behind the results.
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

suite() {
  local project=$1 name started=$SECONDS exit_code=0 trx counted=()
  name=$(basename "$project" .csproj)
  trx=$results/$name.trx
  dotnet test "$project" -c Release --no-build --nologo --logger "trx;LogFileName=$trx" \
    ${SAGAS_TEST_FILTER:+--filter "$SAGAS_TEST_FILTER"} >"$results/$name.log" 2>&1 </dev/null || exit_code=$?

  if [[ -f $trx ]]; then read -ra counted <<<"$(counts "$trx")"; else counted=(0 0 0); fi
  passed=$((passed + counted[0])) failed=$((failed + counted[1])) skipped=$((skipped + counted[2]))
  echo "$name: ${counted[0]} passed, ${counted[1]} failed, ${counted[2]} skipped in $((SECONDS - started)) s"
  if ((counted[1] > 0)); then failures "$trx"; fi

  if ((counted[0] + counted[1] == 0)) && [[ -n ${SAGAS_TEST_FILTER:-} ]] && ((exit_code == 0)); then
    echo "$name: no test matches $SAGAS_TEST_FILTER"
  elif ((counted[0] + counted[1] == 0 || (exit_code != 0 && counted[1] == 0))) || grep -q 'test run was aborted' "$results/$name.log"; then
    tail -n 40 "$results/$name.log"
    broken "$name" "did not run to its end (exit code $exit_code)"
  fi
}

# Suites that need servers get them provisioned here, before the first of them runs.
for project in tests/*/*Tests.csproj; do
  suite "$project"
done
close
