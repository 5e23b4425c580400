package dev.quarry.torch;

/**
 * A network: a trunk from rows to representations, and a head from representations to logits.
 *
 * @param inputs how many numbers a row has
 * @param trunk everything before the head; its output has shape [n, d']
 * @param head the last layer
 */
public record Net(int inputs, Chain trunk, Dense head) {

    /** Which arrays it has. */
    public Layout layout() {
        return Layout.of(Chain.of(trunk, head));
    }

    /** Whether it answers differently from pass to pass. */
    public boolean drops() {
        return trunk.drops();
    }

    /** How long a representation is, d'. */
    public int dimensions() {
        return head.inputs();
    }

    /** How many logits there are, C. */
    public int classes() {
        return head.outputs();
    }

    /** The name of the weights of the head, shape [C, d']. */
    public String headWeight() {
        return head.weight();
    }

    /** The name of the biases of the head, shape [C]. */
    public String headBias() {
        return head.bias();
    }
}
