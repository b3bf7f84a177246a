/**
 * The loss of any network as a function of its parameters; start from {@link
 * org.convexityprobe.network.NetworkFunction}.
 */
package org.convexityprobe.network;
