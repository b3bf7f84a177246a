package org.convexityprobe;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the package table of ARCHITECTURE.md. */
class ArchitectureTest {
  private static final String ROOT = "org.convexityprobe.";

  private static final Pattern NAME = Pattern.compile("`([a-z0-9.]+(?:\\.\\*)?)`");

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?org\\.convexityprobe\\.([a-z0-9.]+)\\.[A-Z]");

  /** Which packages each package may import. {@code resnet.*} is resnet and all below it. */
  private static final Map<String, Set<String>> MAY_IMPORT = readTable();

  /** Imported once: this takes far longer than all tests. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.convexityprobe");

  @Test
  void everyPackageImportsOnlyWhatTheTableAllows() {
    Set<String> violations = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      String from = packageOf(type);
      assertThat(MAY_IMPORT).as("package table").containsKey(from);
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(ROOT) && !mayImport(from, packageOf(target))) {
          violations.add(type.getName() + " uses " + target.getName());
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  /** Imports count where only a comment or a constant needs them. */
  @Test
  void everyEntryOfTheTableIsUsed() throws IOException {
    Map<String, Set<String>> used = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(ROOT)) {
          used.computeIfAbsent(packageOf(type), name -> new TreeSet<>()).add(packageOf(target));
        }
      }
    }
    addImports(used);
    Set<String> unused = new TreeSet<>();
    MAY_IMPORT.forEach(
        (from, allowed) -> {
          for (String name : allowed) {
            if (used.get(from).stream().noneMatch(to -> !to.equals(from) && covers(name, to))) {
              unused.add(from + " -> " + name);
            }
          }
        });
    assertThat(unused).isEmpty();
    assertThat(MAY_IMPORT).containsOnlyKeys(used.keySet());
  }

  private static void addImports(Map<String, Set<String>> used) throws IOException {
    for (Path root : List.of(Path.of("src/main/java"), Path.of("src/spark/java"))) {
      try (Stream<Path> files = Files.walk(root.resolve(ROOT.replace('.', '/')))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          String from = root.relativize(file.getParent()).toString().replace('/', '.') + ".";
          Set<String> targets =
              used.computeIfAbsent(
                  from.substring(ROOT.length(), from.length() - 1), name -> new TreeSet<>());
          IMPORT
              .matcher(Files.readString(file))
              .results()
              .forEach(found -> targets.add(found.group(1)));
        }
      }
    }
  }

  /** Reads the rows of the page's table: a package, what it is for, and what it may import. */
  private static Map<String, Set<String>> readTable() {
    Map<String, Set<String>> table = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(Path.of("ARCHITECTURE.md"))) {
        if (line.startsWith("| `")) {
          String[] cells = line.split("\\|", -1);
          Set<String> allowed =
              NAME.matcher(cells[3]).results().map(name -> name.group(1)).collect(toSet());
          table.put(cells[1].replace("`", "").strip(), allowed);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  private static boolean mayImport(String from, String to) {
    return to.equals(from) || MAY_IMPORT.get(from).stream().anyMatch(name -> covers(name, to));
  }

  private static boolean covers(String name, String to) {
    return name.endsWith(".*") ? within(to, name) : to.equals(name);
  }

  private static boolean within(String name, String tree) {
    return (name + ".").startsWith(tree.substring(0, tree.length() - 1));
  }

  /**
   * Signatures with more parameters than {@link #MOST_PARAMETERS}: overrides of a library's
   * methods, products as BLAS has them, and a loop that is faster with arrays as parameters.
   */
  private static final Set<String> LONG_SIGNATURES =
      Set.of(
          "Blas.product",
          "Blas.transposedProduct",
          "Blas.productTransposed",
          "Blas.multiply",
          "MaskedRow.gradient",
          "CompiledGraph.outputOfLayersDetached",
          "ContourDrawing.draw",
          "MapDrawing.draw",
          "VerdictStrip.draw");

  private static final int MOST_PARAMETERS = 6;

  @Test
  void noSignatureHasSevenParametersOrMore() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      for (JavaCodeUnit unit : type.getCodeUnits()) {
        boolean own =
            !unit.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !unit.getModifiers().contains(JavaModifier.NATIVE)
                && !(unit.isConstructor() && (type.isRecord() || type.isEnum()));
        if (own && unit.getRawParameterTypes().size() > MOST_PARAMETERS) {
          found.add(type.getSimpleName() + "." + unit.getName());
        }
      }
    }
    assertThat(found).isSubsetOf(LONG_SIGNATURES);
  }

  @Test
  void javaIoGetsAbsolutePaths() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      type.getMethodCallsFromSelf().stream()
          .filter(call -> call.getTargetOwner().isEquivalentTo(Path.class))
          .filter(call -> call.getName().equals("toFile"))
          .forEach(call -> found.add(call.getOriginOwner().getSimpleName()));
    }
    assertThat(found).containsExactly("AbsoluteFile");
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    List<String> undocumented =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .distinct()
            .filter(
                name ->
                    Stream.of("src/main/java", "src/spark/java")
                        .map(root -> Path.of(root, name.replace('.', '/'), "package-info.java"))
                        .noneMatch(Files::exists))
            .toList();
    assertThat(undocumented).isEmpty();
  }

  private static String packageOf(JavaClass type) {
    return type.getPackageName().substring(ROOT.length());
  }
}
