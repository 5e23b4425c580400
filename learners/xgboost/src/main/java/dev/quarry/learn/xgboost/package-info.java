/**
 * Gradient boosting by XGBoost. The native library is used for fitting only, one thread a fit, and everything it took is
 * freed before the fit returns; models are plain arrays and predict in Java.
 */
@NullMarked
package dev.quarry.learn.xgboost;

import org.jspecify.annotations.NullMarked;
