#!/usr/bin/env bash
# A batch as a Slurm array and, after it, its table; prints the two job numbers.
#   examples/slurm/submit.sh PARTS JOBS [flags of coilscope batch]
#   examples/slurm/submit.sh 8 jobs.csv --base job.json --out results
# SBATCH_FLAGS goes to both (account, partition, time); COILSCOPE names the command (default: coilscope).
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
parts=$1
shift
array=$(sbatch --parsable ${SBATCH_FLAGS:-} --array="1-$parts" "$here/part.sbatch" "$@")
table=$(sbatch --parsable ${SBATCH_FLAGS:-} --dependency="afterany:$array" "$here/collect.sbatch" "$@")
echo "$array $table"
