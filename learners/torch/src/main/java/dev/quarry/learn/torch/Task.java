package dev.quarry.learn.torch;

import dev.quarry.torch.Net;
import java.util.Optional;

/**
 * What a deep learner brings to a training.
 *
 * @param name of the learner, for sentences
 * @param configuration the learner with all its hyper-parameters
 * @param plan how it is trained
 * @param net the network
 * @param batch rows that go through at once when the model is asked
 * @param pictures the shape of a row, where it is a picture
 */
record Task(String name, String configuration, Training plan, Net net, int batch, Optional<Pictures> pictures) {}
