#!/usr/bin/env bash
# Runs the Snakemake workflow and the Slurm array of examples/ on this machine: with one and with two parts at once, then
# killed and resumed. Prints the table of docs/batch.md; progress goes to stderr. Needs Debian's snakemake, slurm-wlm and
# munge; Slurm is started on the loopback address, as root: `npm run bench:cluster`.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
slurm=$root/examples/slurm
trap '"$slurm/loopback.sh" stop "$work/slurm" 2>/dev/null; rm -rf "$work"' EXIT
cd "$root"
npm run -s build:node >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
npx tsx test/cluster/make-study.ts "$work"
cd "$work"
export COILSCOPE="node $root/build/node/coilscope.js"
flags=(--no-null-check --max-edge 20)
now() { date +%s.%N; }
over() { echo "scale=2; $1 / $2" | bc; }
since() { printf '%.1f' "$(echo "$(now) - $1" | bc)"; }
marks() { stat -c '%n %Y %i %s' "$1"/*/summary.json | sed "s|^$1/||"; }
done_jobs() { cut -d, -f2 "$1/results.csv" | grep -c '^done$'; }
load=$(cut -d' ' -f1 /proc/loadavg)
say() { echo "$@" >&2; }
rows=()
# engine, seconds for one part and for two, jobs done when killed, marks of these, results of the resumed run
row() { rows+=("| $1 | $2 | $3 | $(over "$2" "$3") | $(wc -l <"$4") | $(done_jobs "$5") | $(marks "$5" | grep -cFxf "$4") |"); }

snake() { # cores, results, further flags
  snakemake -s "$root/examples/snakemake/Snakefile" -j "$1" "${@:3}" --config jobs=jobs.csv base=job.json out="$2" \
    parts=4 "flags=${flags[*]}" "coilscope=$COILSCOPE" >>snakemake.log 2>&1
}
for cores in 1 2; do
  start=$(now)
  snake $cores "snake$cores"
  seconds[cores]=$(since "$start")
  say "snakemake -j$cores: $(done_jobs "snake$cores") done in ${seconds[cores]} s"
done

setsid bash -c "$(declare -f snake); root='$root'; COILSCOPE='$COILSCOPE'; flags=(${flags[*]}); snake 2 kill" &
group=$!
sleep 10
kill -9 -- "-$group"
wait "$group" 2>/dev/null || true
sleep 1
marks kill >before
snake 2 kill --unlock
snake 2 kill --rerun-incomplete
row 'Snakemake, -j1 and -j2' "${seconds[1]}" "${seconds[2]}" before kill

"$slurm/loopback.sh" start "$work/slurm"
export SLURM_CONF=$work/slurm/slurm.conf
wait_all() { while squeue -h | grep -q .; do sleep 0.5; done; }
submit() { "$slurm/submit.sh" "$1" jobs.csv --base job.json --out "$2" "${flags[@]}"; }
for parts in 1 2; do
  start=$(now)
  submit $parts "slurm$parts" >/dev/null
  wait_all
  seconds[parts]=$(since "$start")
  say "slurm, array of $parts: $(done_jobs "slurm$parts") done in ${seconds[parts]} s"
done
read -r array _ < <(submit 2 slurmkill)
sleep 10
scancel --signal=KILL --full "$array"
wait_all
marks slurmkill >before
submit 2 slurmkill >/dev/null
wait_all
row 'Slurm, array of 1 and of 2' "${seconds[1]}" "${seconds[2]}" before slurmkill
figures() { node -e '
const [head, ...rows] = require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n").map((r) => r.split(","));
const keep = head.map((name) => !name.endsWith("seconds"));
console.log(rows.map((r) => r.filter((_, c) => keep[c]).join()).join("\n"));' "$1/results.csv" | sha256sum; }
tables=$(for t in snake1 snake2 kill slurm1 slurm2 slurmkill; do figures "$t"; done | sort -u | wc -l)
echo "48 jobs of 15,360 triangles; $(nproc) cores, load before the start $load; tables of the six runs, but for timings: $tables content"
echo
echo '| engine | one part, s | two parts, s | speed-up | done when killed | done when resumed | of the first left alone |'
echo '| ------ | ----------- | ------------ | -------- | ---------------- | ----------------- | ----------------------- |'
printf '%s\n' "${rows[@]}"
