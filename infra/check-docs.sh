#!/usr/bin/env bash
# Checks what people read, and the alerts: relative links and anchors of all Markdown files, the spelling of these files and of
# the pages (src/**/*.razor), and the Prometheus rules. infra/test.sh runs it as one of its suites.
#
#   infra/check-docs.sh             prints "Docs: N passed, N failed, N skipped in N s", and each finding below it
#   SAGAS_TEST_EMBEDDED_ONLY=1      skips what cannot be checked on this machine; otherwise that counts as a failure
#
# Every file counts once for its links and once for its spelling; the Prometheus rules count once, and so do their tests. Words
# that are in no dictionary are in infra/docs-check/words.txt. Needed are Node.js with npm, which fetches what
# infra/docs-check/package-lock.json names, and promtool (Debian's package prometheus).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tools=infra/docs-check
passed=0 failed=0 skipped=0 findings=()

# All files of the repository, without those made by builds and package managers.
files_like() {
  find . \( -name node_modules -o -name bin -o -name obj -o -name .git -o -name artifacts -o -name TestResults \) -prune \
    -o -type f -path "$1" -print | sed 's#^\./##' | LC_ALL=C sort
}

fetch_tools() {
  local fetched=$tools/node_modules/.fetched
  if cmp -s "$tools/package-lock.json" "$fetched"; then return 0; fi
  npm ci --prefix "$tools" --ignore-scripts --no-audit --no-fund --loglevel=error && cp "$tools/package-lock.json" "$fetched"
}

# Each check prints findings as FILE:LINE:COLUMN WHAT, anything else unchanged, and fails if it finds anything.

# The reporter prints a file's name, and the file's findings below it.
check_links() {
  "$tools/node_modules/.bin/remark" --no-stdout --quiet --frail --no-color --no-config --no-ignore --rc-path "$tools/remark.json" \
    "$@" 2>&1 | awk '
      /^[^ ]+\.md$/ { file = $0; next }
      / warnings?$/ { next }
      /^ *[0-9]+:[0-9]+-/ { place = $1; sub(/-.*/, "", place); sub(/^ *[^ ]+ +[a-z]+ +/, ""); sub(/ +missing-[a-z-]+ +remark.*/, ""); $0 = file ":" place " " $0 }
      NF'
}

check_spelling() {
  "$tools/node_modules/.bin/cspell" lint --no-progress --no-summary --no-color --config "$tools/cspell.json" "$@" 2>&1 |
    sed -E 's/^(.+:[0-9]+:[0-9]+) - /\1 /'
}

# The configuration, and the rules that it names.
check_rules() { promtool check config --lint-fatal "$1" 2>&1; }

test_rules() { promtool test rules "$1" 2>&1; }

# Runs a check on files. It fails for each file that it names, or once if it names none.
run() {
  local check=$1 output bad
  shift
  if output=$("$check" "$@"); then
    passed=$((passed + $#))
    return 0
  fi
  bad=$(sed -nE 's/^([^:]+):[0-9]+:[0-9]+ .*/\1/p' <<<"$output" | sort -u | wc -l)
  ((bad > 0)) || { bad=1 output="$check $*: $output"; }
  failed=$((failed + bad)) passed=$((passed + $# - bad))
  findings+=("$output")
}

# What cannot be checked is a failure, unless SAGAS_TEST_EMBEDDED_ONLY is set.
leave_out() {
  if [[ ${SAGAS_TEST_EMBEDDED_ONLY:-} == 1 ]]; then skipped=$((skipped + 1)); else failed=$((failed + 1)); fi
  findings+=("$1")
}

started=$SECONDS
mapfile -t texts < <(files_like '*.md')
mapfile -t pages < <(files_like './src/*.razor')
if ! command -v npm >/dev/null; then
  leave_out "Links and spelling were not checked: there is no npm. Please install Node.js 18 or later."
elif ! output=$(fetch_tools 2>&1); then
  leave_out "Links and spelling were not checked: npm could not fetch the tools. $output"
else
  run check_links "${texts[@]}"
  run check_spelling "${texts[@]}" "${pages[@]}"
fi

if ! command -v promtool >/dev/null; then
  leave_out "The Prometheus rules were not checked: there is no promtool. Please install Prometheus."
else
  run check_rules infra/prometheus/prometheus.yml
  run test_rules infra/prometheus/alerts.test.yml
fi

echo "Docs: $passed passed, $failed failed, $skipped skipped in $((SECONDS - started)) s"
((${#findings[@]} == 0)) || printf '%s\n' "${findings[@]}" | sed 's/^/  /'
((failed == 0))
