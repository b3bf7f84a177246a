package org.convexityprobe;

import java.lang.reflect.Method;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * With {@code CONVEXITY_REQUIRE_DATA=true}, a test that compares with real data or reference values
 * fails where it would give up: no green build hides that nothing was compared.
 */
public final class RequiredData implements InvocationInterceptor {
  static final String VARIABLE = "CONVEXITY_REQUIRE_DATA";

  static boolean isOn() {
    return Boolean.parseBoolean(System.getenv(VARIABLE));
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, test, isOn());
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation, test, isOn());
  }

  static void proceed(
      Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, boolean required)
      throws Throwable {
    try {
      invocation.proceed();
    } catch (Throwable e) {
      if (required && isAssumption(e) && comparesWithData(test)) {
        throw new AssertionError(VARIABLE + " is true, and the test gave up", e);
      }
      throw e;
    }
  }

  /** AssertJ's assumptions are those of JUnit 4 where it finds its classes. */
  private static boolean isAssumption(Throwable failure) {
    return failure instanceof TestAbortedException
        || failure.getClass().getSimpleName().equals("AssumptionViolatedException");
  }

  private static boolean comparesWithData(ReflectiveInvocationContext<Method> test) {
    return !AnnotationSupport.findRepeatableAnnotations(
                test.getTargetClass(), EnabledIfEnvironmentVariable.class)
            .isEmpty()
        || !AnnotationSupport.findRepeatableAnnotations(
                test.getExecutable(), EnabledIfEnvironmentVariable.class)
            .isEmpty();
  }
}
