# Reads the sources in order of their path and writes a substitution for the native compiler: no record prints its members.
# A record is told by its declaration, and the types it is nested in by their indentation, as the formatter has them.
BEGIN { print "<linker>" }
FNR == 1 {
  match(FILENAME, /SomaBrain\.Runbooks[^\/]*/)
  name = substr(FILENAME, RSTART, RLENGTH)
  if (name == "SomaBrain.Runbooks.Cli") name = "runbook"
  if (name != assembly) print (assembly ? "  </assembly>\n" : "") "  <assembly fullname=\"" name "\">"
  assembly = name
}
/^namespace / { space = $2; sub(/;.*/, "", space) }
match($0, /^ *((public|internal|private|protected|sealed|abstract|readonly|partial|static|unsafe) )*(record struct|record|class|struct|interface) [A-Z][A-Za-z0-9]*(<[A-Za-z, ]+>)?/) {
  declared = substr($0, 1, RLENGTH)
  match(declared, /^ */)
  depth = RLENGTH / 4
  isRecord = declared ~ /(^| )record /
  arity = match(declared, /<.*/) ? gsub(/,/, ",", declared) + 1 : 0
  sub(/<.*/, "", declared)
  sub(/.* /, "", declared)
  at[depth] = declared (arity ? "`" arity : "")
  if (!isRecord) next
  type = space "." at[0]
  for (i = 1; i <= depth; i++) type = type "/" at[i]
  if (!seen[type]++) print "    <type fullname=\"" type "\"><method signature=\"System.Boolean PrintMembers(System.Text.StringBuilder)\" body=\"stub\" /></type>"
}
END { print "  </assembly>\n</linker>" }
