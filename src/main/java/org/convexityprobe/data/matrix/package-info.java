/**
 * Real matrices for factorisation: dense ones and ones of which only some entries were observed,
 * with readers for the formats that matrices of ratings, spectra, images and recordings are
 * published in. Start from {@link org.convexityprobe.data.matrix.RealMatrix}.
 */
package org.convexityprobe.data.matrix;
