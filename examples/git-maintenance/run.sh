#!/bin/sh
# Maintains real git repositories by tasks: makes the repositories, submits the tasks, waits until
# all are finished, and checks the repositories. README.md tells more.
set -eu

usage() {
    cat <<'END'
usage: run.sh [--repos N] [--tasks N] [--commits N] [--seed N] [--dir DIR] [--without-needs] [--one-by-one]

  --repos N        how many repositories (default 8, at least 3)
  --tasks N        how many tasks (default 60)
  --commits N      how long the history of each repository is at the start (default 300)
  --seed N         for another history and other tasks (default 1)
  --dir DIR        where the repositories are made (default: a new folder under ${TMPDIR:-/tmp})
  --without-needs  submit the tasks without their resources, to see git fail
  --one-by-one     submit each task by a command of its own, rather than all by one

The tasks run on the workers of the cluster that `holdfast` speaks to; four are a good number.
The environment variable HOLDFAST_BIN names another command than the one in this clone.
Exit code: 0 when all tasks completed and all repositories are whole, 1 when not, 2 for wrong usage.
END
}

refuse() {
    echo "run.sh: $1" >&2
    usage >&2
    exit 2
}

here=$(cd "$(dirname "$0")" && pwd)
holdfast=${HOLDFAST_BIN:-$here/../../holdfast}
repos=8 tasks=60 commits=300 seed=1 dir='' needs=yes batch=yes

while [ $# -gt 0 ]; do
    case $1 in
        --repos | --tasks | --commits | --seed)
            case ${2:-} in '' | *[!0-9]*) refuse "$1 wants a number" ;; esac
            eval "${1#--}=\$2"
            shift
            ;;
        --dir)
            dir=${2:-}
            [ -n "$dir" ] || refuse '--dir wants a folder'
            shift
            ;;
        --without-needs) needs=no ;;
        --one-by-one) batch=no ;;
        --help) usage && exit ;;
        *) refuse "there is no option $1" ;;
    esac
    shift
done
[ "$repos" -ge 3 ] || refuse '--repos must be 3 or more'

# ---- The tasks: one line each, KIND REPO OTHER..., the first repository being the one worked on. ----

# Neighbours in the list work on the same repository, so that they get in each other's way.
plan() {
    awk -v repos="$repos" -v tasks="$tasks" -v seed="$seed" '
        function other(than,    n) {
            do n = 1 + int(rand() * repos); while (n == than)
            return n
        }
        BEGIN {
            srand(seed)
            kinds = split("commit commit gc commit repack statistics gc mirror", kind)
            for (task = 0; task < tasks; task++) {
                repo = 1 + int(task / kinds) % repos
                name = kind[1 + task % kinds]
                if (name == "mirror") print name, repo, other(repo)
                else if (name == "statistics") print name, repo, repo % repos + 1, (repo + 1) % repos + 1
                else print name, repo
            }
        }'
}

# The program of a task, one word a line.
program_of() {
    kind=$1 number=$2 repo=$dir/repo-$3
    case $kind in
        commit) printf '%s\n' "$here/commit.sh" "$repo" "Change by task $number" ;;
        gc) printf '%s\n' git -C "$repo" gc --prune=now --quiet ;;
        repack) printf '%s\n' git -C "$repo" repack -a -d -q ;;
        mirror) printf '%s\n' git -C "$repo" fetch --prune "$dir/repo-$4" "+refs/heads/*:refs/mirrors/repo-$4/*" ;;
        statistics) printf '%s\n' "$here/statistics.sh" "$repo" "$dir/repo-$4" "$dir/repo-$5" ;;
    esac
}

# Its resources, a line each: who only reads shares.
needs_of() {
    if [ "$needs" = no ]; then return; fi
    case $1 in
        statistics) printf 'share repo/%s\n' "$2" "$3" "$4" ;;
        mirror) printf '%s\n' "need repo/$2" "share repo/$3" ;;
        *) printf 'need repo/%s\n' "$2" ;;
    esac
}

# The lines of standard input as a JSON array of texts.
json_array() {
    awk '{ gsub(/[\\"]/, "\\\\&"); printf "%s\"%s\"", (NR > 1 ? "," : "["), $0 } END { print (NR ? "]" : "[]") }'
}

task_as_json() {
    kind=$1 number=$2
    shift 2
    words=$(program_of "$kind" "$number" "$@")
    printf '{"name":"%s","exclusive":%s,"shared":%s,"program":%s,"args":%s}\n' "$kind" \
        "$(needs_of "$kind" "$@" | sed -n 's/^need //p' | json_array)" \
        "$(needs_of "$kind" "$@" | sed -n 's/^share //p' | json_array)" \
        "$(echo "$words" | head -n 1 | json_array | tr -d '[]')" \
        "$(echo "$words" | tail -n +2 | json_array)"
}

# Only line breaks separate the words of its program and its options, so that paths may have spaces.
submit_one() (
    kind=$1 number=$2
    shift 2
    IFS='
'
    set -f
    # shellcheck disable=SC2046
    "$holdfast" submit "$kind" $(needs_of "$kind" "$@" | sed 's/^\([a-z]*\) /--\1=/') -- $(program_of "$kind" "$number" "$@")
)

submit_all() {
    number=0
    if [ "$batch" = yes ]; then
        plan | while read -r kind numbers; do
            number=$((number + 1))
            # shellcheck disable=SC2086
            task_as_json "$kind" "$number" $numbers
        done | "$holdfast" submit --batch -
    else
        plan | while read -r kind numbers; do
            number=$((number + 1))
            # shellcheck disable=SC2086
            submit_one "$kind" "$number" $numbers </dev/null
        done
    fi
}

# ---- Waiting, and what came of it ----

# How each task ended, as "ID STATE" lines.
outcomes() {
    tr ',{}' '\n\n\n' <"$dir/outcomes.json" |
        sed -n -e 's/^ *"id" *: *\([0-9]*\).*/id \1/p' -e 's/^ *"state" *: *"\([a-z]*\)".*/state \1/p' |
        awk '$1 == "id" { id = $2 } $1 == "state" { print id, $2 }'
}

report() {
    completed=$(outcomes | grep -c ' completed$')
    echo "$completed of $tasks tasks completed"
    outcomes | while read -r task state; do
        if [ "$state" != completed ]; then
            echo "$state: task $task: $("$holdfast" log "$task" </dev/null |
                grep -a -E 'fatal:|error:|missing|broken|nothing to commit' | head -n 1)"
        fi
    done
    [ "$completed" -eq "$tasks" ]
}

check_repositories() {
    broken=0
    for repo in "$dir"/repo-*; do
        if ! git -C "$repo" fsck --no-dangling --no-progress; then
            broken=$((broken + 1))
            echo "git fsck finds fault with $repo"
        fi
    done
    echo "git fsck: $broken of $repos repositories damaged"
    [ "$broken" -eq 0 ]
}

if [ -z "$dir" ]; then dir=$(mktemp -d "${TMPDIR:-/tmp}/git-maintenance.XXXXXX"); fi
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
[ ! -e "$dir/repo-1" ] || refuse "there are repositories in $dir already"

echo "Making $repos repositories of $commits commits in $dir"
number=0
while [ "$number" -lt "$repos" ]; do
    number=$((number + 1))
    "$here/make-repository.sh" "$dir/repo-$number" "$((seed * 1000 + number))" "$commits" &
    made="${made:-} $!"
done
for process in $made; do wait "$process"; done

echo "Submitting $tasks tasks"
submit_all >"$dir/task-ids"
# Says of each task how it ended. Exit code 1 means that one failed, which the report tells; others are errors.
# shellcheck disable=SC2046
"$holdfast" await --json $(cat "$dir/task-ids") >"$dir/outcomes.json" || [ $? -eq 1 ] || exit 1

outcome=0
report || outcome=1
check_repositories || outcome=1
exit $outcome
