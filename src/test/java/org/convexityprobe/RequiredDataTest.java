package org.convexityprobe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Tests with data are left out where their folders are not named; here that is an error. */
class RequiredDataTest {
  /** Stands for a class of tests with data, one of which does not find its file. */
  @EnabledIfEnvironmentVariable(named = "CONVEXITY_REFERENCE", matches = ".+")
  static class Golden {
    void givesUp() {
      assumeThat(Path.of("no such file")).exists();
    }
  }

  /** Stands for tests that compare with nothing outside. */
  static class Plain {
    void givesUp() {
      assumeThat(Path.of("no such file")).exists();
    }

    @EnabledIfEnvironmentVariable(named = "CONVEXITY_DATA", matches = ".+")
    void givesUpWithData() {
      assumeThat(Path.of("no such file")).exists();
    }
  }

  private record Call(Object target, Method method) implements ReflectiveInvocationContext<Method> {
    static Call of(Object target, String method) throws NoSuchMethodException {
      return new Call(target, target.getClass().getDeclaredMethod(method));
    }

    @Override
    public Class<?> getTargetClass() {
      return target.getClass();
    }

    @Override
    public Optional<Object> getTarget() {
      return Optional.of(target);
    }

    @Override
    public Method getExecutable() {
      return method;
    }

    @Override
    public List<Object> getArguments() {
      return List.of();
    }

    void proceed(boolean required) throws Throwable {
      RequiredData.proceed(
          () -> {
            if (target instanceof Golden golden) {
              golden.givesUp();
            } else {
              ((Plain) target).givesUp();
            }
            return null;
          },
          this,
          required);
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = RequiredData.VARIABLE, matches = "true")
  void theFoldersOfDataAndReferenceAreThere() {
    for (String variable : new String[] {"CONVEXITY_DATA", "CONVEXITY_REFERENCE"}) {
      assertThat(System.getenv(variable)).as(variable).isNotBlank();
      assertThat(Path.of(System.getenv(variable))).as(variable).isNotEmptyDirectory();
    }
  }

  @Test
  void aTestWithDataThatGivesUpFailsWhereDataAreRequired() throws Exception {
    for (Call call :
        List.of(Call.of(new Golden(), "givesUp"), Call.of(new Plain(), "givesUpWithData"))) {
      assertThatThrownBy(() -> call.proceed(true))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(RequiredData.VARIABLE);
      assertThatThrownBy(() -> call.proceed(false)).isNotInstanceOf(AssertionError.class);
    }
  }

  @Test
  void aTestWithoutDataMayGiveUp() throws Exception {
    Call call = Call.of(new Plain(), "givesUp");
    assertThatThrownBy(() -> call.proceed(true)).isNotInstanceOf(AssertionError.class);
  }

  @Test
  void everyTestIsWatched() {
    assertThat(ServiceLoader.load(Extension.class)).anyMatch(RequiredData.class::isInstance);
  }
}
