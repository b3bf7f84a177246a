package org.convexityprobe.resnet;

/** What a network is, as its description and its results say it. */
public sealed interface Architecture permits ResNetArchitecture, OtherArchitecture {
  /** Returns a short description in words. */
  String describe();
}
