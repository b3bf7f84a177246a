package org.convexityprobe.resnet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The classes that the configuration of a DL4J network may name. DL4J makes an instance of each
 * class that a configuration names; from a file of unknown origin, nothing but these is made.
 */
final class GraphClasses {
  private static final String CLASS = "@class";

  private static final Map<String, List<String>> PACKAGES =
      Map.ofEntries(
          Map.entry(
              "org.deeplearning4j.nn.conf.layers",
              List.of(
                  "ActivationLayer",
                  "BatchNormalization",
                  "ConvolutionLayer",
                  "Convolution2D",
                  "DenseLayer",
                  "DropoutLayer",
                  "GlobalPoolingLayer",
                  "LocalResponseNormalization",
                  "OutputLayer",
                  "SubsamplingLayer",
                  "Upsampling2D",
                  "ZeroPaddingLayer")),
          Map.entry(
              "org.deeplearning4j.nn.conf.graph",
              List.of(
                  "ElementWiseVertex",
                  "LayerVertex",
                  "MergeVertex",
                  "PreprocessorVertex",
                  "ScaleVertex",
                  "ShiftVertex",
                  "SubsetVertex")),
          Map.entry(
              "org.deeplearning4j.nn.conf.preprocessor",
              List.of("CnnToFeedForwardPreProcessor", "FeedForwardToCnnPreProcessor")),
          Map.entry(
              "org.deeplearning4j.nn.conf.dropout",
              List.of(
                  "AlphaDropout", "Dropout", "GaussianDropout", "GaussianNoise", "SpatialDropout")),
          Map.entry(
              "org.deeplearning4j.nn.conf.distribution",
              List.of("NormalDistribution", "GaussianDistribution", "UniformDistribution")),
          Map.entry(
              "org.deeplearning4j.nn.weights",
              List.of(
                  "WeightInitConstant",
                  "WeightInitDistribution",
                  "WeightInitLecunUniform",
                  "WeightInitNormal",
                  "WeightInitRelu",
                  "WeightInitReluUniform",
                  "WeightInitSigmoidUniform",
                  "WeightInitUniform",
                  "WeightInitXavier",
                  "WeightInitXavierUniform",
                  "WeightInitXavierLegacy")),
          Map.entry(
              "org.nd4j.linalg.activations.impl",
              List.of(
                  "ActivationCube",
                  "ActivationELU",
                  "ActivationGELU",
                  "ActivationHardSigmoid",
                  "ActivationHardTanH",
                  "ActivationIdentity",
                  "ActivationLReLU",
                  "ActivationMish",
                  "ActivationReLU",
                  "ActivationReLU6",
                  "ActivationSELU",
                  "ActivationSigmoid",
                  "ActivationSoftPlus",
                  "ActivationSoftSign",
                  "ActivationSoftmax",
                  "ActivationSwish",
                  "ActivationTanH")),
          Map.entry(
              "org.nd4j.linalg.lossfunctions.impl",
              List.of(
                  "LossBinaryXENT",
                  "LossL2",
                  "LossMCXENT",
                  "LossMSE",
                  "LossNegativeLogLikelihood")),
          Map.entry(
              "org.nd4j.linalg.learning.config",
              List.of(
                  "AMSGrad",
                  "AdaBelief",
                  "AdaDelta",
                  "AdaGrad",
                  "AdaMax",
                  "Adam",
                  "Nadam",
                  "Nesterovs",
                  "NoOp",
                  "RmsProp",
                  "Sgd")),
          Map.entry(
              "org.nd4j.linalg.learning.regularization",
              List.of("L1Regularization", "L2Regularization", "WeightDecay")),
          Map.entry(
              // Each decay has a schedule, also where its coefficient is one number.
              "org.nd4j.linalg.schedule",
              List.of(
                  "CycleSchedule",
                  "ExponentialSchedule",
                  "FixedSchedule",
                  "InverseSchedule",
                  "MapSchedule",
                  "PolySchedule",
                  "SigmoidSchedule",
                  "StepSchedule")));

  private static final Set<String> INNER =
      Set.of(
          "org.deeplearning4j.nn.conf.inputs.InputType$InputTypeConvolutional",
          "org.deeplearning4j.nn.conf.inputs.InputType$InputTypeConvolutionalFlat",
          "org.deeplearning4j.nn.conf.inputs.InputType$InputTypeFeedForward");

  private static final Set<String> KNOWN =
      PACKAGES.entrySet().stream()
          .flatMap(entry -> entry.getValue().stream().map(name -> entry.getKey() + "." + name))
          .collect(Collectors.toUnmodifiableSet());

  private GraphClasses() {}

  /** Returns the first class that a configuration names and that is not known, if any. */
  static Optional<String> unknown(JsonNode configuration) {
    JsonNode name = configuration.get(CLASS);
    if (name != null && !KNOWN.contains(name.asText()) && !INNER.contains(name.asText())) {
      return Optional.of(name.asText());
    }
    for (JsonNode part : configuration) {
      Optional<String> found = unknown(part);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
