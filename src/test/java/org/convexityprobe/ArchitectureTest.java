package org.convexityprobe;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the package table of ARCHITECTURE.md. */
class ArchitectureTest {
  private static final String ROOT = "org.convexityprobe.";

  /** Which packages each package may import. {@code resnet.*} is resnet and all below it. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Arrays.stream(
              """
              landscape: -
              data: -
              data.matrix: data
              execution: -
              execution.plan: execution
              execution.dl4j: execution, execution.plan
              execution.onednn: execution, execution.plan
              execution.torch: execution, execution.plan
              nmf: landscape, data.*
              recovery: data, landscape, nmf
              network: landscape, data, execution.*
              resnet: landscape, data, execution, network
              resnet.training: landscape, data, execution.dl4j, execution.torch, network, resnet
              report: landscape, data
              experiment: data, report, resnet
              experiment.work: experiment, network
              experiment.spark: data, network, experiment, experiment.work
              experiment.config: execution.torch, landscape, data, network, resnet, experiment
              experiment.result: landscape, data, network, report, resnet, experiment
              experiment.probe: landscape, data, network, resnet.*, report, experiment, experiment.config, experiment.result, experiment.work
              experiment.surface: landscape, data, network, resnet.*, report, experiment, experiment.config, experiment.probe, experiment.work
              experiment.hessian: landscape, data, network, resnet, report, experiment, experiment.config, experiment.probe, experiment.work
              experiment.table: data, network, report, resnet.*, experiment, experiment.config, experiment.result, experiment.probe, experiment.work
              experiment.factorization: landscape, data.*, nmf, report, experiment, experiment.work
              experiment.recovery: landscape, data, nmf, recovery, report, experiment, experiment.factorization, experiment.work
              experiment.report: landscape, data, nmf, recovery, resnet, report, experiment, experiment.result, experiment.probe, experiment.surface, experiment.table, experiment.factorization, experiment.recovery
              experiment.reproduction: landscape, data.*, nmf, recovery, network, resnet.*, report, experiment, experiment.config, experiment.result, experiment.probe, experiment.surface, experiment.table, experiment.factorization, experiment.recovery, experiment.report, experiment.work
              cli.progress: landscape, data.*, nmf, network, resnet.*, report, experiment.*
              cli.option: execution.torch, landscape, data.*, nmf, network, resnet.*, report, experiment.*, cli.progress
              cli.network: execution.torch, landscape, data.*, network, resnet.*, report, experiment.*, cli.progress, cli.option
              cli.nmf: landscape, data.*, nmf, report, experiment.*, cli.progress, cli.option
              cli.recovery: recovery, experiment.*, cli.progress, cli.option
              cli: execution.torch, landscape, data.*, nmf, recovery, network, resnet.*, report, experiment.*, cli.*
              """
                  .split("\n"))
          .map(line -> line.split(": "))
          .collect(Collectors.toMap(line -> line[0], line -> Set.of(line[1].split(", "))));

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

  private static boolean mayImport(String from, String to) {
    Set<String> allowed = MAY_IMPORT.get(from);
    return to.equals(from)
        || allowed.contains(to)
        || allowed.stream().anyMatch(name -> name.endsWith(".*") && within(to, name));
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
