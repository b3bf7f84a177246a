package org.convexityprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.convexityprobe.cli.progress.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the script {@code convexity} in a project of its own, whose Maven and Java only pretend. */
class LauncherTest {
  private static final Path BASH = Path.of("/bin/bash");

  /** Writes into the jar that is there, as Maven does, and fails or waits if it is told to. */
  private static final String MAVEN =
      """
      #!/bin/bash
      top=$(dirname "$(dirname "$0")")
      echo "$*" >>"$top/builds"
      mkdir -p target
      echo "build $(wc -l <"$top/builds")" >target/convexity-probe.jar
      [ ! -e "$top/slow" ] || sleep 0.3
      [ ! -e "$top/broken" ] || exit 1
      mkdir -p target/lib
      """;

  /** Prints what it was started with. */
  private static final String JAVA =
      """
      #!/bin/bash
      printf '%s\\n' "$@" "threads $OMP_NUM_THREADS" "spark ${SPARK_HOME:-}"
      """;

  @TempDir private Path folder;
  private Path project;
  private Path jar;

  private record Ended(int code, String output) {}

  @BeforeEach
  void aProject() throws IOException {
    assumeThat(BASH).as("a bash to test with").isExecutable();
    folder = folder.toRealPath();
    project = folder.resolve("project");
    jar = project.resolve("target/convexity-probe.jar");
    for (String name : List.of("src/main/A.java", "src/spark/B.java", "configs/c.yaml")) {
      write(project.resolve(name), "");
    }
    write(project.resolve("pom.xml"), "");
    program(project.resolve("convexity"), launcher());
    program(folder.resolve("bin/mvn"), MAVEN);
    program(folder.resolve("bin/nproc"), "#!/bin/bash\necho 8\n");
    program(folder.resolve("jdk/bin/java"), JAVA);
    write(folder.resolve("jdk/release"), "JAVA_RUNTIME_VERSION=\"9\"\nJAVA_VERSION=\"17.0.1\"\n");
    write(folder.resolve("meminfo"), "MemTotal: 9000000 kB\nMemAvailable:    4096000 kB\n");
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, old);
      }
    }
  }

  /** Returns the script, with what the kernel says in files of the test. */
  private String launcher() throws IOException {
    String script = Files.readString(Path.of("convexity"));
    for (String file : List.of("/sys/fs/cgroup", "/proc/self/cgroup", "/proc/meminfo")) {
      assertThat(script).contains(file);
      String own = folder.resolve(Path.of(file).getFileName()).toString();
      script = script.replace(file, file.startsWith("/sys") ? own + "s" : own);
    }
    return script;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void program(Path file, String text) throws IOException {
    write(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Process begin(Map<String, String> variables, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(BASH.toString(), project.resolve("convexity").toString()),
                        Stream.of(arguments))
                    .toList())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("CONVEXITY_"));
    environment.keySet().removeAll(List.of("JAVA_HOME", "OMP_NUM_THREADS", "SPARK_HOME"));
    environment.merge(
        "PATH",
        folder.resolve("bin") + ":" + folder.resolve("jdk/bin"),
        (there, own) -> own + ":" + there);
    environment.put("HOME", folder.resolve("home").toString());
    environment.putAll(variables);
    return builder.start();
  }

  private static Ended end(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private Ended start(String... arguments) throws IOException, InterruptedException {
    return end(begin(Map.of(), arguments));
  }

  private Ended startWithProfile(String profile) throws IOException, InterruptedException {
    return end(begin(Map.of("CONVEXITY_MAVEN_PROFILE", profile), "doctor"));
  }

  /** Puts a build there, so that a start runs at once. */
  private void built() throws IOException {
    write(jar, "built");
    Files.createDirectories(project.resolve("target/lib"));
  }

  private List<String> builds() throws IOException {
    Path calls = folder.resolve("builds");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  private void change(String name) throws IOException {
    Path file = project.resolve(name);
    FileTime parent = Files.getLastModifiedTime(file.getParent());
    write(file, "changed");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(9)));
    Files.setLastModifiedTime(file.getParent(), parent);
  }

  @Test
  void theFirstStartBuildsAndLaterOnesDoNot() throws IOException, InterruptedException {
    Ended first = start("doctor");
    assertThat(first.code()).as(first.output()).isZero();
    assertThat(first.output()).contains("-jar\n" + jar + "\ndoctor\n");
    Ended second = start("doctor");
    assertThat(second.code()).as(second.output()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/main/A.java", "src/spark/B.java", "configs/c.yaml", "pom.xml"})
  void aChangeOfWhatTheJarContainsBuildsAgain(String name)
      throws IOException, InterruptedException {
    built();
    change(name);
    start("doctor");
    assertThat(builds()).hasSize(1);
  }

  @Test
  void filesOfEditorsDoNotBuildAgain() throws IOException, InterruptedException {
    built();
    change("src/main/.A.java.swp");
    change("src/main/A.java~");
    start("doctor");
    assertThat(builds()).isEmpty();
  }

  @Test
  void aBuildThatFailedAfterTheJarWasWrittenIsRepeated() throws IOException, InterruptedException {
    built();
    change("pom.xml");
    Path broken = Files.createFile(folder.resolve("broken"));
    Ended failed = start("doctor");
    assertThat(failed.code()).isEqualTo(ExitCode.FILE);
    assertThat(failed.output()).contains("build failed");
    Files.delete(broken);
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(20)));
    Ended repeated = start("doctor");
    assertThat(repeated.code()).as(repeated.output()).isZero();
    assertThat(builds()).hasSize(2);
  }

  @Test
  void anotherProfileBuildsAgain() throws IOException, InterruptedException {
    startWithProfile("cpu");
    startWithProfile("cpu");
    assertThat(builds()).hasSize(1);
    startWithProfile("cpu,torch");
    startWithProfile("cpu,torch");
    start("doctor");
    assertThat(builds()).hasSize(2);
    assertThat(builds().get(1)).contains("-P cpu,torch");
  }

  /** What Maven built without the script may be of any profile. */
  @Test
  void aLaterBuildByMavenIsNotTakenForTheProfileOfTheLastStart()
      throws IOException, InterruptedException {
    startWithProfile("cpu,torch");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
    startWithProfile("cpu,torch");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void twoFirstStartsBuildOnce() throws IOException, InterruptedException {
    assumeThat(Path.of("/usr/bin/flock")).as("locks to test with").isExecutable();
    Files.createFile(folder.resolve("slow"));
    Process one = begin(Map.of(), "doctor");
    Process other = begin(Map.of(), "doctor");
    Ended first = end(one);
    Ended second = end(other);
    assertThat(first.code()).as(first.output()).isZero();
    assertThat(second.code()).as(second.output()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void aProgramThatRunsKeepsItsJarWhenItIsBuiltAgain() throws IOException, InterruptedException {
    built();
    change("pom.xml");
    try (InputStream running = Files.newInputStream(jar)) {
      start("doctor");
      assertThat(jar).hasContent("build 1");
      assertThat(new String(running.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("built");
    }
  }

  @Test
  void withoutALimitMemoryIsThreeQuartersOfWhatIsFree() throws IOException, InterruptedException {
    built();
    assertThat(start("doctor").output()).contains("maxbytes=3000m\n").contains("threads 8\n");
  }

  @Test
  void theLeastLimitOfACgroupAndThoseAboveItHolds() throws IOException, InterruptedException {
    built();
    write(folder.resolve("cgroup"), "0::/job/step\n");
    Path top = folder.resolve("cgroups");
    write(top.resolve("job/step/memory.max"), "max\n");
    write(top.resolve("job/memory.max"), (800L << 20) + "\n");
    write(top.resolve("job/step/cpu.max"), "250000 100000\n");
    write(top.resolve("job/cpu.max"), "max 100000\n");
    assertThat(start("doctor").output()).contains("maxbytes=600m\n").contains("threads 3\n");
  }

  /** In a container, the path is that of the host, and its own group is at the top. */
  @Test
  void limitsOfCgroupsOfVersion1Hold() throws IOException, InterruptedException {
    built();
    write(folder.resolve("cgroup"), "4:memory:/docker/1f\n1:cpu,cpuacct:/docker/1f\n0::/\n");
    Path top = folder.resolve("cgroups");
    write(top.resolve("memory/memory.limit_in_bytes"), (400L << 20) + "\n");
    write(top.resolve("cpu/cpu.cfs_quota_us"), "200000\n");
    assertThat(start("doctor").output()).contains("maxbytes=300m\n").contains("threads 2\n");
  }

  @Test
  void limitsThatLimitNothingChangeNothing() throws IOException, InterruptedException {
    built();
    write(folder.resolve("cgroup"), "4:memory:/\n1:cpu:/\n");
    Path top = folder.resolve("cgroups");
    write(top.resolve("memory/memory.limit_in_bytes"), "9223372036854771712\n");
    write(top.resolve("cpu/cpu.cfs_quota_us"), "-1\n");
    assertThat(start("doctor").output()).contains("maxbytes=3000m\n").contains("threads 8\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.0.20", "1.8.0_392"})
  void anOldJavaIsRefusedInOneLine(String version) throws IOException, InterruptedException {
    built();
    write(folder.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
    Ended refused = start("doctor");
    assertThat(refused.code()).isEqualTo(ExitCode.FILE);
    assertThat(refused.output().lines()).hasSize(1);
    assertThat(refused.output()).contains("JDK 17");
  }

  @Test
  void aJavaThatDoesNotSayItsVersionIsStarted() throws IOException, InterruptedException {
    built();
    Files.delete(folder.resolve("jdk/release"));
    assertThat(start("doctor").code()).isZero();
  }

  /** Spark's folder is in the cache then; a file in its place stands for a missing permission. */
  @Test
  void aBuildWithSparkStartsFromAFolderThatCannotBeWritten()
      throws IOException, InterruptedException {
    built();
    write(project.resolve("target/lib/spark-core_2.13-4.jar"), "");
    write(project.resolve("target/spark"), "");
    Ended started = start("--help");
    assertThat(started.code()).as(started.output()).isZero();
    assertThat(started.output()).contains("spark " + folder.resolve("home/.cache/convexity-probe"));
  }
}
