/**
 * Experiments on factorisations. Start from {@link
 * org.convexityprobe.experiment.factorization.FactorizationRun}, which runs a {@link
 * org.convexityprobe.experiment.factorization.Study} in a folder. Of each experiment, a
 * configuration says what is done, a study does it and keeps what is finished in the journal, and a
 * class of files writes tables and figures from the results alone.
 */
package org.convexityprobe.experiment.factorization;
