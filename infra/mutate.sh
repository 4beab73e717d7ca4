#!/usr/bin/env bash
# Mutation tests of the durable layer: breaks its code in one place after the other, and counts how often a test notices.
# Prints one line for each folder. Reports, with every mutant that survived, go to artifacts/mutation. It takes hours.
#
#   infra/mutate.sh                         Commit, Outbox and Receive of src/Sagas.Durability
#   infra/mutate.sh Commit Outbox           some of them
#   infra/mutate.sh 'Commit/Group*.cs'      some of their files, a line for each pattern
#
#   SAGAS_TEST_PATIENCE                     how many seconds a test waits for what a mutant may have prevented (10)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD tests=$PWD/tests/Sagas.Tests reports=$PWD/artifacts/mutation

# The fixtures that test a folder and take little time. Hundreds of runs are made of them.
declare -A fixtures=(
  [Commit]="When_units_of_work_are_committed_together When_contexts_have_something_to_save When_whoever_waits_for_a_commit_leaves
    When_a_listener_of_commits_fails When_rows_are_asked_for_together When_two_messages_meet_at_one_saga
    When_a_message_comes_twice When_a_request_does_its_work When_a_saga_handles_messages When_a_message_waits_in_its_trace"
  [Outbox]="When_a_message_is_sent When_a_message_has_a_time_to_live When_a_destination_refuses_messages When_messages_have_left
    When_much_more_waits_than_can_be_handled When_a_process_dies When_a_process_stops_as_it_should When_the_database_is_the_queue
    When_a_timer_is_set When_a_timer_is_changed When_a_changed_timer_waits When_a_request_does_its_work"
  [Receive]="When_a_consumer_fails When_a_message_comes_twice When_a_message_does_not_come_to_an_end When_an_envelope_cannot_be_read
    When_most_messages_of_a_queue_fail When_suspects_wait_for_a_place When_two_messages_meet_at_one_saga
    When_the_database_is_the_queue When_a_dead_letter_is_retried When_failures_are_counted When_a_duplicate_fails
    When_processes_die_of_something_else When_a_process_stops_as_it_should When_somebody_waits_for_an_answer"
)

parts=("$@")
((${#parts[@]} > 0)) || parts=(Commit Outbox Receive)
for part in "${parts[@]}"; do
  if [[ -z ${fixtures[${part%%/*}]:-} ]]; then
    sed -n '2,/^set/ { /^#/ s/^# \{0,1\}//p }' "$0" >&2
    exit 2
  fi
done

# Databases in memory, where there is room for them: every run makes hundreds.
[[ ! -w /dev/shm ]] || TMPDIR=/dev/shm
library=$tests/bin/Release/net10.0/Sagas.Durability.dll
scratch=$(mktemp -d "${TMPDIR:-/tmp}/sagas-mutation.XXXXXX")
running=
clean_up() {
  trap - EXIT
  trap '' INT TERM HUP
  if [[ -n $running ]] && kill -TERM "$running" 2>/dev/null; then wait "$running" || true; fi
  # Nobody shall take the mutants for the library.
  [[ ! -f $library.stryker-unchanged ]] || mv -f "$library.stryker-unchanged" "$library"
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Stryker builds the tests itself. Analyzers would have nothing new to say.
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_TieredPGO=0 RunAnalyzers=false
export SAGAS_TEST_PATIENCE=${SAGAS_TEST_PATIENCE:-10} SAGAS_TEST_STOP_AFTER_FAILURE=1
dotnet tool restore >/dev/null

# How many mutants of a report came to an end.
count() { { grep -oE "\"status\": ?\"$1\"" "$2" || true; } | wc -l; }

for part in "${parts[@]}"; do
  begin=$SECONDS folder=${part%%/*} files=${part#"${part%%/*}"}
  output=$reports/${part//[^A-Za-z]/_} ended=0
  report=$output/reports/mutation-report.json
  rm -rf "${output:?}"
  mkdir -p "$output"
  # Stryker would keep the one that it finds.
  rm -f "$library.stryker-unchanged"
  # shellcheck disable=SC2086 # It is a list.
  filter=$(printf '|FullyQualifiedName~.%s' ${fixtures[$folder]})
  (cd "$tests" && TMPDIR=$scratch exec dotnet stryker --config-file ../../infra/mutation/stryker.yaml --output "$output" \
    --mutate "**/$folder${files:-/**/*.cs}" --test-case-filter "${filter#|}" --break-on-initial-test-failure \
    --log-to-file --skip-version-check) >"$output/log.txt" 2>&1 &
  running=$!
  wait "$running" || ended=$?
  running=
  if ((ended != 0)) || [[ ! -f $report ]]; then
    tail -n 30 "$output/log.txt" >&2
    echo "$part: not measured, Stryker ended with $ended; all it said is in ${output#"$root/"}" >&2
    exit 1
  fi

  killed=$(count Killed "$report") timeout=$(count Timeout "$report")
  survived=$(count Survived "$report") untested=$(count NoCoverage "$report")
  awk -v part="$part" -v k="$killed" -v t="$timeout" -v s="$survived" -v n="$untested" -v minutes=$(((SECONDS - begin) / 60)) 'BEGIN {
    all = k + t + s + n
    printf "%s: %d mutants, %d killed, %d timed out, %d survived, %d without coverage; score %.1f %% (%d min)\n",
      part, all, k, t, s, n, all ? 100 * (k + t) / all : 0, minutes
  }'
done
