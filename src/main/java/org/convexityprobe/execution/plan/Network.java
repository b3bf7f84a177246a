package org.convexityprobe.execution.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A network as a list of operations in topological order: the images first, the softmax last. What
 * a DL4J configuration means, free of DL4J's classes; plans are made from it.
 *
 * @param nodes the operations; each reads only outputs of nodes before it
 * @param parameters length of the flat parameter vector, running statistics included
 */
public record Network(List<Node> nodes, int parameters) {
  /** Copies the list. */
  public Network {
    nodes = List.copyOf(nodes);
  }

  /** Returns the shape of one image. */
  public Shape input() {
    return nodes.get(0).output();
  }

  /** Returns the dense softmax output. */
  public Node.Softmax softmax() {
    return (Node.Softmax) nodes.get(nodes.size() - 1);
  }

  /** Returns, for each node, the nodes that read its output, in order. */
  List<List<Integer>> consumers() {
    List<List<Integer>> consumers = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      consumers.add(new ArrayList<>());
      for (int source : nodes.get(i).sources()) {
        consumers.get(source).add(i);
      }
    }
    return consumers;
  }
}
