/** Turns a YAML experiment into a run: its grid, its journal, its manifest, and how it resumes. */
package org.convexityprobe.experiment;
