/**
 * Networks on libtorch, on processors and GPUs, in single or double precision; start from {@link
 * org.convexityprobe.execution.torch.LibTorch}, which loads the library.
 */
package org.convexityprobe.execution.torch;
