package org.convexityprobe.experiment.config;

/**
 * How TorchScript networks are computed.
 *
 * @param doublePrecision whether in double precision; parameters are in single precision all the
 *     same
 * @param output which part of what they return are the logits: a number from 0 for a tuple, a key
 *     for a dictionary; null for networks that return them alone
 */
public record ScriptConfig(boolean doublePrecision, String output) {
  /** Single precision, logits alone. */
  public static final ScriptConfig DEFAULT = new ScriptConfig(false, null);
}
