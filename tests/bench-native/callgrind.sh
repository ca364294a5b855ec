#!/usr/bin/env bash
# Counts the instructions that the core takes for one message, natively: received, counted, told, confirmed, answered.
# A count, unlike a time, is nearly the same in every run, so two commits can be compared on a busy machine.
#
#   tests/bench-native/callgrind.sh [MESSAGES]
#
# It counts a run of MESSAGES (1000) and one of twice as many: the difference is theirs, without the start. Counted is
# what happens in `Client::handle`; JSON is serde_json's there, so a browser's cost is another (tests/bench).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

counted='jmessage_web::client::Client<V>::handle'
messages=${1:-1000}
command -v valgrind >/dev/null || { echo "there is no valgrind: apt-get install valgrind" >&2; exit 1; }
cargo build --quiet --release --example one-message
program=${CARGO_TARGET_DIR:-target}/release/examples/one-message
out=$(mktemp)
trap 'rm -f "$out"' EXIT

instructions() {
  "$program" "$1" # by itself first: a failure says why
  valgrind --tool=callgrind --toggle-collect="$counted" --callgrind-out-file="$out" "$program" "$1" 2>&1 |
    sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

once=$(instructions "$messages")
twice=$(instructions $((2 * messages)))
[ "$twice" -gt 0 ] || { echo "there is no function $counted any more: name another to count" >&2; exit 1; }
echo "$(((twice - once) / messages)) instructions a message; the most of them in:"
callgrind_annotate --threshold=80 "$out" | grep -E '^ *[0-9,]+ \([ 0-9.]+%\)  .+:' | sed 's/ \[.*//; s/???://' | sed -n 1,15p
