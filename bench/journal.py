"""Writes a journal of the given run and number of lines to standard output: chained, canonical, closed, of an empty playbook."""
import hashlib
import sys

run, count = sys.argv[1], int(sys.argv[2])
ZEROS = "0" * 64
EMPTY = hashlib.sha256(b"").hexdigest()


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def event(n):
    if n == 1:
        return (
            f'"kind":"run-opened","run":"{run}","playbook":{{"path":"a.yaml","sha256":"{EMPTY}","title":"A"}},"operator":"dba",'
            '"host":"h","pid":1,"engine":"0.1.0","parameters":[],"targets":[],"callees":[]'
        )
    if n == count:
        return f'"kind":"run-closed","status":"done","exit_code":0,"changed":"none","events":{count}'
    if n % 2 == 0:
        return (
            f'"kind":"step-intent","step":"1[{n // 2}]","id":"one","step_kind":"sql","effect":"read","target":"db","attempt":1,'
            f'"title":"Ask the service","rendered":{{"sha256":"{ZEROS}","values":[1,"two"]}}'
        )
    return f'"kind":"step-outcome","step":"1[{n // 2}]","attempt":1,"status":"ok","duration_us":12345,"result":{{"$row":[["a",1],["b","Zoë"]]}},"changed":"none"'


head = sha256(f'{{"journal":"somabrain-runbook","run":"{run}"}}')
for n in range(1, count + 1):
    line = f'{{"v":1,"seq":{n},"at":"2026-11-22T16:40:12.{n % 1000000:06}Z","prev":"{head}",{event(n)}}}\n'
    sys.stdout.write(line)
    head = sha256(line)
