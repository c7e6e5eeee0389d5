# Runs PROGRAM ARG… so that it never outlives the worker that started it.
# Standard input is a pipe from the worker. Each line on it asks the program to end (SIGTERM). Its end, which the
# death of the worker brings about by itself, kills the program with all that it started in its process group.
# Ends with the program's exit code, when nothing of the group is left.
exec 3<&0 4>&1 </dev/null >/dev/null 2>&1

# What a terminal sends to all its processes is the worker's business; the guard goes by its pipe alone.
trap '' HUP INT QUIT TERM

# A group of the program's own: by job control, which also leaves it SIGINT and SIGQUIT that a plain & would make it
# ignore; by a session where the shell has no job control without a terminal.
set -m
case $- in *m*) session= ;; *) session=setsid ;; esac
(trap - HUP INT QUIT TERM; exec $session "$@" >&4 2>&4 3<&- 4>&-) &
program=$!
# From here on a program that is merely stopped (SIGSTOP) must not look as if it had ended.
set +m
exec 4>&-

# Only the program is killed where its session is not there yet; the end of this script takes the rest.
{
    while read -r line; do kill -s TERM "$program"; done
    kill -s KILL -- "-$program" || kill -s KILL "$program"
} <&3 &
watcher=$!
exec 3<&-

wait "$program"
status=$?
kill -s KILL "$watcher"
wait "$watcher"

# Kills the group, and tells whether one of it still runs. Where /proc can tell, the dead that wait for init to take
# note of them (it may be slow, and in a container it may never do it) count as gone.
running() {
    kill -s KILL -- "-$program" || return 1
    [ -e /proc/self/stat ] || return 0
    for stat in /proc/[0-9]*/stat; do
        read -r line <"$stat" || continue
        set -- ${line##*) }
        [ "$3" = "$program" ] && [ "$1" != Z ] && return 0
    done
    return 1
}

# Death by SIGKILL is certain and quick, unless a disk or a network hangs: then it is not waited for.
tries=50
while running && [ "$tries" -gt 0 ]; do
    tries=$((tries - 1))
    sleep 0.02
done
exit "$status"
