package org.convexityprobe;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** A missing program skips a test, or fails it where that is asked for. */
class RequiredToolTest {
  @Test
  void aMissingProgramFailsATestOnlyWhereProgramsAreRequired() {
    assertThatThrownBy(() -> RequiredTool.require("zsh", false, true))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("zsh");
    assertThatThrownBy(() -> RequiredTool.require("zsh", false, false))
        .isInstanceOf(TestAbortedException.class);
    assertThatCode(() -> RequiredTool.require("zsh", true, true)).doesNotThrowAnyException();
  }
}
