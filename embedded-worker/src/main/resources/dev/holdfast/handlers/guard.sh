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

# Only the program is killed where its session is not there yet; the last loop takes the rest.
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

# Killed processes may take a moment to go; a second at most, since those that nobody reaps never go.
tries=50
while kill -s KILL -- "-$program" && [ "$tries" -gt 0 ]; do
    tries=$((tries - 1))
    sleep 0.02
done
exit "$status"
