import unittest, sys
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print("suc")
    def setUp(self): print("su", self._testMethodName)
    def tearDown(self): print("td")
    def test_a(self): self.assertEqual(1+1, 2)
    def test_b(self):
        "doc of b"
        self.assertEqual([1,2,3],[1,2,4])
    def test_c(self): self.assertEqual({"a":1,"b":[1]*3},{"a":1,"b":[1]*2})
    def test_d(self):
        with self.assertRaises(ValueError) as cm: int("x")
        self.assertIn("invalid", str(cm.exception))
    def test_e(self): 1/0
    @unittest.skip("why not")
    def test_f(self): pass
    @unittest.expectedFailure
    def test_g(self): self.fail("x")
    def test_h(self):
        for i in range(4):
            with self.subTest(i=i): self.assertEqual(i%2,0)
    def test_i(self): self.assertEqual("hello\nworld","hello\nthere"); 
    def test_j(self): self.assertAlmostEqual(1.0, 1.1, places=2, msg="mm")
    def test_k(self): self.assertRaises(KeyError, lambda: None)
    def test_l(self): self.assertCountEqual([1,2,2],[2,1,1])
    def test_m(self): self.assertSetEqual({1,2},{2,3})
    def test_n(self):
        with self.assertLogs("x") as l:
            import logging; logging.getLogger("x").warning("w")
        self.assertEqual(l.output, ["WARNING:x:w"])
    def test_o(self): self.assertTrue([], "empty"); 
    def test_p(self): self.assertIsInstance(1, str)
    def test_q(self): self.assertRegex("abc", "z+")
    def test_r(self): self.skipTest("later")
    @unittest.expectedFailure
    def test_s(self): pass
    def test_t(self): self.assertGreater(1,2)
    def test_u(self):
        with self.assertRaisesRegex(ValueError,"zz"): int("x")
    def test_v(self): self.assertTupleEqual((1,),(1,2))
    def test_w(self): self.addCleanup(print,"cleanup"); self.assertDictEqual({},{1:2})
    def test_x(self): self.assertEqual("a"*100+"b","a"*100+"c")
sys.stderr=sys.stdout
if __name__=="__main__":
    import re, io
    out=io.StringIO()
    r=unittest.TextTestRunner(stream=out, verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
    print(re.sub(r"in \d\.\d+s","in Xs",out.getvalue())); print(r)
    unittest.main(argv=["prog"], testRunner=unittest.TextTestRunner(stream=io.StringIO()))
