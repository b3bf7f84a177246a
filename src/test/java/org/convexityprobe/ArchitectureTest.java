package org.convexityprobe;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the package table of ARCHITECTURE.md. */
class ArchitectureTest {
  private static final String ROOT = "org.convexityprobe.";

  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.of(
          "landscape", Set.of(),
          "data", Set.of(),
          "execution", Set.of(),
          "nmf", Set.of("landscape", "data"),
          "resnet", Set.of("landscape", "data", "execution"),
          "report", Set.of("landscape", "data"),
          "experiment", Set.of("resnet", "nmf", "landscape", "data", "report"),
          "cli", Set.of("experiment", "report", "data", "resnet", "nmf", "landscape"));

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.convexityprobe");

  @Test
  void everyPackageImportsOnlyWhatTheTableAllows() {
    Set<String> violations = new TreeSet<>();
    for (JavaClass type : classes) {
      String from = packageOf(type);
      assertThat(MAY_IMPORT).as("package table").containsKey(from);
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (!target.getPackageName().startsWith(ROOT)) {
          continue;
        }
        String to = packageOf(target);
        if (!to.equals(from) && !MAY_IMPORT.get(from).contains(to)) {
          violations.add(type.getName() + " uses " + target.getName());
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    List<String> undocumented =
        classes.stream()
            .map(JavaClass::getPackageName)
            .distinct()
            .filter(
                name ->
                    !java.nio.file.Files.exists(
                        java.nio.file.Path.of(
                            "src/main/java", name.replace('.', '/'), "package-info.java")))
            .toList();
    assertThat(undocumented).isEmpty();
  }

  private static String packageOf(JavaClass type) {
    String rest = type.getPackageName().substring(ROOT.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }
}
