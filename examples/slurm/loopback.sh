#!/usr/bin/env bash
# Slurm on this one machine, for trying the scripts: munge, slurmctld and slurmd over the loopback address, all state in
# DIR. Needs Debian's slurm-wlm and munge, and root. `loopback.sh start DIR`, then `export SLURM_CONF=DIR/slurm.conf`;
# `loopback.sh stop DIR` ends what it started.
set -euo pipefail
directory=$(mkdir -p "$2" && cd "$2" && pwd)
case $1 in
start)
  chmod 755 "$directory"
  mkdir -p "$directory"/{munge,spool,state}
  chmod 700 "$directory/munge"
  head -c 1024 /dev/urandom >"$directory/munge/key"
  chmod 400 "$directory/munge/key"
  cat >"$directory/slurm.conf" <<CONF
ClusterName=loopback
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=root
SlurmctldPort=16817
SlurmdPort=16818
AuthType=auth/munge
AuthInfo=socket=$directory/munge/socket
StateSaveLocation=$directory/state
SlurmdSpoolDir=$directory/spool
SlurmctldPidFile=$directory/slurmctld.pid
SlurmdPidFile=$directory/slurmd.pid
SlurmctldLogFile=$directory/slurmctld.log
SlurmdLogFile=$directory/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SlurmctldParameters=enable_configless
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$(free -m | awk '/^Mem/ {print $2}') State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
  munged --force --key-file="$directory/munge/key" --socket="$directory/munge/socket" \
    --pid-file="$directory/munge/pid" --log-file="$directory/munge/log" --seed-file="$directory/munge/seed"
  export SLURM_CONF="$directory/slurm.conf"
  slurmctld -f "$SLURM_CONF"
  slurmd -f "$SLURM_CONF"
  for _ in $(seq 30); do
    sinfo -h -o %T 2>/dev/null | grep -q idle && exit 0
    sleep 1
  done
  echo "no node is idle after 30 s; see $directory/slurmctld.log" >&2
  exit 1
  ;;
stop)
  for pid in slurmd.pid slurmctld.pid munge/pid; do
    [ -s "$directory/$pid" ] && kill "$(cat "$directory/$pid")" || true
  done
  ;;
esac
