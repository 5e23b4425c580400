/**
 * Neural networks on PyTorch, small: layers as plain functions of named numbers, a trainer, a predictor, gradients.
 *
 * <p>What a network has learnt are arrays on the Java heap ({@link dev.quarry.torch.Weights}); native memory is used
 * inside a call only and freed when it ends, so models are immutable, may be used by several threads and are collected
 * like any object. Nothing takes numbers from PyTorch's global generator: the same call gives the same bits, however many
 * threads and other fits there are. Types of {@code org.bytedeco} appear in no signature outside this package.
 */
@NullMarked
package dev.quarry.torch;

import org.jspecify.annotations.NullMarked;
