#!/bin/sh
# Prints one Secret a service, each with the names that its manifest asks for and no other. Usage:
#   secrets.sh FOLDER | kubectl apply -f -
# FOLDER/all.env holds NAME=value lines as `portico keys` prints them, and the addresses; FOLDER/<service>.env, where it is
# there, goes first: so each service can have its own users at RabbitMQ and MongoDB. FOLDER/operator.env is for the topology job.
set -eu
here=$(dirname "$0")
folder=${1:?usage: secrets.sh FOLDER}

value() {  # $1: service, $2: name
    for file in "$folder/$1.env" "$folder/all.env"; do
        [ -f "$file" ] || continue
        line=$(grep "^$2=" "$file") || continue
        printf '%s' "${line#*=}"
        return
    done
    printf '%s: no %s in %s/%s.env or all.env\n' "$0" "$2" "$folder" "$1" >&2
    return 1
}

everything() {
    for secret in $(grep -ho 'secretKeyRef: {name: portico-[a-z-]*' "$here"/*.yaml | sed 's/.*portico-//' | sort -u); do
        cat <<EOF
---
apiVersion: v1
kind: Secret
metadata: {name: portico-$secret, namespace: portico, labels: {app.kubernetes.io/part-of: portico}}
stringData:
EOF
        for name in $(grep -ho "secretKeyRef: {name: portico-$secret, key: [A-Z0-9_]*" "$here"/*.yaml | sed 's/.*key: //' | sort -u); do
            text=$(value "$secret" "$name") || exit 1
            printf "  %s: '%s'\n" "$name" "$(printf '%s' "$text" | sed "s/'/''/g")"
        done
    done
}

printed=$(everything)  # all or nothing: what is missing is told before anything is applied
printf '%s\n' "$printed"
