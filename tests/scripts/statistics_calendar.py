"""statistics and calendar."""
import statistics as st, calendar, math
from fractions import Fraction as F
from decimal import Decimal as D
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
datas=[[1,2,3,4],[1.5,2.5,2.75],[F(1,2),F(1,3)],[D('1.5'),D('2')],[],[5],[1,1,2,2,3],['a','b','a'],[1,2.5,F(1,2)],[1e30,1,-1e30],[-1,2],[10,0.5],range(10),[True,False,True]]
for d in datas:
    for f in [st.mean,st.fmean,st.geometric_mean,st.harmonic_mean,st.median,st.median_low,st.median_high,st.median_grouped,st.mode,st.multimode,st.variance,st.pvariance,st.stdev,st.pstdev,st.quantiles]:
        print(f.__name__,d,end=' -> '); t(lambda: f(d))
t(lambda: st.quantiles([1,2,3,4,5,6],n=10)); t(lambda: st.quantiles([1,2,3],method='inclusive')); t(lambda: st.quantiles([1,2],method='x')); t(lambda: st.mean(iter([1,2])))
n=st.NormalDist(100,15); print(n, n.cdf(120), n.pdf(100), n.inv_cdf(0.95), n.inv_cdf(0.5),n.inv_cdf(0.999999), n.quantiles(), n+5, n*2, n-n, -n, n/3, n.overlap(st.NormalDist(110,10)), n.mean, n.variance, n==st.NormalDist(100,15), st.NormalDist.from_samples([1,2,3]), n.samples(2,seed=3))
t(lambda: st.variance([1,2,3],2)); t(lambda: st.NormalDist(0,-1))
print(calendar.month(2024,2)); print(calendar.calendar(2023)); print(calendar.monthrange(2024,2), calendar.isleap(1900), calendar.leapdays(2000,2020), calendar.weekday(2024,2,29), calendar.monthcalendar(2024,2)); calendar.setfirstweekday(6); print(calendar.month(2021,8,3,2)); calendar.prmonth(2020,1)
t(lambda: calendar.monthrange(2020,13)); t(lambda: calendar.setfirstweekday(8)); print(calendar.timegm((2020,1,2,3,4,5)), list(calendar.day_name), calendar.month_abbr[3], list(calendar.Calendar().itermonthdays4(2020,2))[:3], calendar.Calendar(2).yeardayscalendar(2020)[0][0][0], calendar.TextCalendar(6).formatyear(2020,m=4)[:300], calendar.weekheader(3), list(calendar.Calendar().itermonthdates(9999,11))[-1])
