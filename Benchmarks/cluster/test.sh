#!/usr/bin/env bash
# Runs a sharded sweep through the scripts beside this file, on a Slurm of one node that is started
# here and stopped again, with one task killed and requeued, and one that runs out of time. Needs root,
# slurm-wlm and munge.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export PHIBENCH=${PHIBENCH:-$root/.build/release/phibench}
shards=3

state=$(mktemp -d)
daemons=()
stop() {
  status=$?
  # Jobs first, then each daemon by its own id.
  scancel --user="$(id -un)" 2>/dev/null || true
  for ((i = ${#daemons[@]} - 1; i >= 0; i--)); do
    kill "${daemons[i]}" 2>/dev/null || true
    wait "${daemons[i]}" 2>/dev/null || true
  done
  if [[ $status -ne 0 ]]; then tail -n 20 "$state"/*.log "$state"/*.out 2>/dev/null || true; fi
  rm -rf "$state"
}
trap stop EXIT

# What holds for some time: `wait_for SECONDS COMMAND…`.
wait_for() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" 2>/dev/null; do
    if ((SECONDS > deadline)); then
      echo "this did not come to hold: $*" >&2
      return 1
    fi
    sleep 0.2
  done
}

echo "== starting Slurm in $state"
chmod 755 "$state"
mkdir "$state"/{munge,ctld,d}
dd if=/dev/urandom of="$state/munge/key" bs=1024 count=1 status=none
chmod 700 "$state/munge" && chmod 400 "$state/munge/key"
munged --foreground --force --socket="$state/munge/socket" --key-file="$state/munge/key" \
  --log-file="$state/munge.log" --pid-file="$state/munge/pid" --seed-file="$state/munge/seed" \
  &>"$state/munged.log" &
daemons+=($!)

export SLURM_CONF=$state/slurm.conf
host=$(hostname -s)
ports=$(python3 - <<'PYTHON'
import socket
sockets = [socket.socket() for _ in range(2)]
for s in sockets:
    s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in sockets))
PYTHON
)
read -r controller_port node_port <<<"$ports"
cat >"$SLURM_CONF" <<CONF
ClusterName=phibench
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$controller_port
SlurmdPort=$node_port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$state/munge/socket
CredType=cred/munge
StateSaveLocation=$state/ctld
SlurmdSpoolDir=$state/d
SlurmctldPidFile=$state/slurmctld.pid
SlurmdPidFile=$state/slurmd.pid
SlurmctldLogFile=$state/slurmctld.log
SlurmdLogFile=$state/slurmd.log
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
ReturnToService=2
JobRequeue=1
KillWait=5
MinJobAge=600
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
slurmctld -D &>"$state/slurmctld.out" &
daemons+=($!)
slurmd -D -N "$host" &>"$state/slurmd.out" &
daemons+=($!)
node_is_idle() { [[ $(sinfo --noheader --format=%T) == idle ]]; }
wait_for 60 node_is_idle

# Nothing but this machine reaches them: 127.0.0.1, as /proc/net/tcp writes it, and no IPv6.
for port in "$controller_port" "$node_port"; do
  listens=$(printf '0100007F:%04X' "$port")
  awk -v port="$(printf ':%04X$' "$port")" '$4 == "0A" && $2 ~ port { print $2 }' \
    /proc/net/tcp /proc/net/tcp6 >"$state/listening"
  if [[ $(<"$state/listening") != "$listens" ]]; then
    echo "a daemon listens on $(<"$state/listening"), not on $listens alone" >&2
    exit 1
  fi
done

echo "== submitting $shards shards and the merge"
cd "$state"
# Points that take about a second: long enough to meet a task in its work.
options=(--samples 3000 --blas-kernel as-found --quiet)
definition=$root/Benchmarks/cluster/test.yaml
job=$(sbatch --parsable --array=1-$shards --output="$state/%a.out" \
  "$here/sweep.sbatch" "$definition" "$state/results" "${options[@]}")
merge=$(sbatch --parsable --dependency=afterok:"$job" --output="$state/merge.out" \
  "$here/merge.sbatch" "$state/results" "$state/merged.csv")

echo "== killing task 1 in its work and requeueing it"
# Counts and bytes of a point, and its first times.
has_session() { tail -n +2 "$state/results/shard-$1.sessions.csv" 2>/dev/null | grep -q ',1\s*$'; }
is_requeued() { scontrol show job "${job}_$1" | grep -q 'JobState=PENDING'; }
# Slurm lets a requeued job rest for two minutes; these need no rest.
hurry() {
  wait_for 30 is_requeued "$1"
  scontrol update JobId="${job}_$1" StartTime=now
}
wait_for 60 has_session 1
kept=$(head -n 5 "$state/results/shard-1.sessions.csv")
scontrol requeue "${job}_1"
hurry 1

echo "== telling task 2 that its time is up, as Slurm does"
wait_for 60 has_session 2
scancel --batch --signal=USR1 "${job}_2"
hurry 2
grep -q 'interrupted after .* this continues the sweep' "$state/2.out"

ended() { ! squeue --noheader --jobs="$1" --format=%T 2>/dev/null | grep -q .; }
state_of() { scontrol show job "$1" | grep -o 'JobState=[A-Z_]*' | sort -u; }
wait_for 240 ended "$merge"
for id in "$job" "$merge"; do
  if [[ $(state_of "$id") != JobState=COMPLETED ]]; then
    echo "job $id: $(state_of "$id")" >&2
    exit 1
  fi
done
if [[ $(head -n 5 "$state/results/shard-1.sessions.csv") != "$kept" ]]; then
  echo "the requeued task measured again what it had measured before" >&2
  exit 1
fi

echo "== comparing the merged points with the sweep's"
"$PHIBENCH" sweep "$definition" --dry-run >"$state/planned"
# The record beside the CSV names its points; resuming a finished sweep checks the rows themselves.
"$PHIBENCH" sweep "$definition" "${options[@]}" --output "$state/merged.csv" --resume
for index in $(seq "$shards"); do
  "$PHIBENCH" sweep "$definition" --dry-run --shard "$index/$shards"
done | sort >"$state/sharded"
diff <(sort "$state/planned") "$state/sharded"
python3 - "$state/merged.csv" "$state/planned" <<'PYTHON'
import csv, sys

rows = list(csv.DictReader(open(sys.argv[1], newline="")))
names = "l d a b d_out h stride padding pool".split()
found = []
for row in rows:
    point = [f"{name}={row[name]}" for name in names]
    if not found or found[-1] != point:
        found.append(point)
planned = [line.split()[: len(names)] for line in open(sys.argv[2])]
assert found == planned, f"{len(found)} points merged, {len(planned)} planned"
assert all(row["status"] == "ok" for row in rows)
print(f"{len(found)} points, each once, in {len(rows)} rows")
PYTHON
