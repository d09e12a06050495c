# Sourced by mvnw and velero: points JAVA_HOME at a JDK of the release the project targets, wherever such a thing usually lives.
jdk_release=25
jdk_is_new_enough() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  jdk_found=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${jdk_found:-0}" -ge "$jdk_release" ]
}
jdk_select() {
  if [ -n "${JAVA_HOME-}" ] && jdk_is_new_enough "$JAVA_HOME"; then return 0; fi
  jdk_javac=$(command -v javac || true)
  [ -z "$jdk_javac" ] || jdk_javac=$(dirname "$(dirname "$(readlink -f "$jdk_javac")")")
  set +f
  for jdk_home in "$jdk_javac" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if jdk_is_new_enough "$jdk_home"; then JAVA_HOME=$jdk_home; export JAVA_HOME; return 0; fi
  done
  echo "Goleta needs a JDK $jdk_release or newer and found none (looked at JAVA_HOME, PATH, /usr/lib/jvm, ~/.sdkman, ~/.jdks, /opt). Install one, for example temurin-$jdk_release-jdk, or set JAVA_HOME." >&2
  return 1
}
